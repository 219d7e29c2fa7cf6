// SPDX-License-Identifier: MIT
#include "bus/codec.hpp"

#include "base/text.hpp"
#include "bus/sdbus.hpp"

namespace feedherald::bus {

namespace {

// A D-Bus message may hold 64 Mi bytes, each of which would become a Value of 40.
constexpr std::size_t most_values = 200'000;

[[noreturn]] void refuse(char const* why) {
    throw sdbus::Error{ErrorName{"org.freedesktop.DBus.Error.InvalidArgs"}, why};
}

std::string const& checked(std::string const& text) {
    if (!is_valid_utf8(text) || text.find('\0') != std::string::npos) refuse("text is not valid for D-Bus");
    return text;
}

class Writer {
  public:
    explicit Writer(sdbus::Message& message) : message_(message) {}

    template <class Plain>
    void operator()(Plain value) {
        message_ << value;
    }
    void operator()(std::string const& text) { message_ << checked(text).c_str(); }
    void operator()(ObjectPath const& path) { message_ << sdbus::ObjectPath{path.text}; }
    void operator()(Descriptor const& file) { message_ << sdbus::UnixFd{file.get()}; }
    void operator()(List const& list) {
        message_.openContainer(list.element.c_str());
        for (auto const& item : list.items) write(message_, item);
        message_.closeContainer();
    }
    void operator()(Dictionary const& table) {
        auto const entry = table.key + table.value;
        message_.openContainer(("{" + entry + "}").c_str());
        for (auto const& [key, value] : table.entries) {
            message_.openDictEntry(entry.c_str());
            write(message_, key);
            write(message_, value);
            message_.closeDictEntry();
        }
        message_.closeContainer();
    }
    void operator()(Record const& record) {
        std::string inner;
        for (auto const& field : record.fields) inner += field.signature();
        message_.openStruct(inner.c_str());
        write(message_, record.fields);
        message_.closeStruct();
    }
    void operator()(Boxed const& box) {
        message_.openVariant(box.value->signature().c_str());
        write(message_, *box.value);
        message_.closeVariant();
    }

  private:
    sdbus::Message& message_;
};

class Reader {
  public:
    explicit Reader(sdbus::Message& message) : message_(message) {}

    Values all() {
        Values values;
        for (;;) {
            auto const [type, contents] = peek_type(message_);
            if (type == '\0') return values;
            values.push_back(one(type, contents));
        }
    }

  private:
    Value one(char type, std::string const& contents) {
        if (++count_ > most_values) refuse("message too large");
        switch (type) {
            case 'b':
                return plain<bool>();
            case 'y':
                return plain<std::uint8_t>();
            case 'n':
                return plain<std::int16_t>();
            case 'q':
                return plain<std::uint16_t>();
            case 'i':
                return plain<std::int32_t>();
            case 'u':
                return plain<std::uint32_t>();
            case 'x':
                return plain<std::int64_t>();
            case 't':
                return plain<std::uint64_t>();
            case 'd':
                return plain<double>();
            case 's':
                return plain<std::string>();
            case 'o':
                return ObjectPath{plain<sdbus::ObjectPath>()};
            case 'g':
                return std::string{plain<sdbus::Signature>()};
            case 'h':
                return Descriptor{plain<sdbus::UnixFd>().release()};
            case 'a':
                return contents.starts_with('{') ? dictionary(contents) : list(contents);
            case 'r':
            case '(':
                return record(contents);
            case 'v':
                return boxed(contents);
            default:
                refuse("a type that is not understood");
        }
    }

    template <class Plain>
    Plain plain() {
        Plain value{};
        message_ >> value;
        return value;
    }

    Value list(std::string const& contents) {
        List found{contents, {}};
        message_.enterContainer(contents.c_str());
        found.items = all();
        message_.clearFlags();
        message_.exitContainer();
        return found;
    }

    Value dictionary(std::string const& contents) {
        auto const entry = contents.substr(1, contents.size() - 2);  // without the braces; the key is one letter
        Dictionary found{entry.substr(0, 1), entry.substr(1), {}};
        message_.enterContainer(contents.c_str());
        while (peek_type(message_).first != '\0') {
            message_.enterDictEntry(entry.c_str());
            auto pair = all();
            message_.exitDictEntry();
            if (pair.size() != 2) refuse("a dictionary entry that is no pair");
            found.entries.emplace_back(std::move(pair[0]), std::move(pair[1]));
        }
        message_.clearFlags();
        message_.exitContainer();
        return found;
    }

    Value record(std::string const& contents) {
        Record found;
        message_.enterStruct(contents.c_str());
        found.fields = all();
        message_.exitStruct();
        return found;
    }

    Value boxed(std::string const& contents) {
        message_.enterVariant(contents.c_str());
        auto inner = all();
        message_.exitVariant();
        if (inner.size() != 1) refuse("a variant that does not hold one value");
        return Value::boxed(std::move(inner.front()));
    }

    sdbus::Message& message_;
    std::size_t count_ = 0;
};

}  // namespace

void write(sdbus::Message& message, Value const& value) {
    std::visit(Writer{message}, value.content());
}

void write(sdbus::Message& message, Values const& values) {
    for (auto const& value : values) write(message, value);
}

Values read(sdbus::Message& message) {
    return Reader{message}.all();
}

}  // namespace feedherald::bus
