// SPDX-License-Identifier: MIT
// The one door to libxml2's pull SAX2 parser: well-formedness, the five guards of C-03, limits. Feeds and OPML use it.
#pragma once

#include "parse/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

struct _xmlParserCtxt;

namespace feedherald::parse {

/** A qualified name; valid during the call that hands it over. */
class XmlName {
  public:
    using Chars = unsigned char const*;
    XmlName(Chars local, Chars prefix, Chars uri) : local_(local), prefix_(prefix), uri_(uri) {}
    [[nodiscard]] std::string_view local() const { return view(local_); }
    /** Empty where there is none. */
    [[nodiscard]] std::string_view prefix() const { return view(prefix_); }
    /** Empty where the prefix is not bound (C-11) or there is no namespace. */
    [[nodiscard]] std::string_view uri() const { return view(uri_); }
    /** The same name: of one parse, whose names libxml2 keeps once each, in its dictionary. */
    friend bool operator==(XmlName const&, XmlName const&) = default;
    /** Tells names of one parse apart as well as a hash would. */
    [[nodiscard]] std::uintptr_t address() const {
        return reinterpret_cast<std::uintptr_t>(local_) + reinterpret_cast<std::uintptr_t>(uri_);
    }

  private:
    static std::string_view view(Chars text) {
        return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<char const*>(text)};
    }
    Chars local_;
    Chars prefix_;
    Chars uri_;
};

/** The attributes of one start tag; valid during the call that hands them over. */
class XmlAttributes {
  public:
    XmlAttributes(XmlName::Chars const* fives, std::size_t count) : fives_(fives), count_(count) {}
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] XmlName name(std::size_t at) const {
        return {fives_[5 * at], fives_[5 * at + 1], fives_[5 * at + 2]};
    }
    [[nodiscard]] std::string_view value(std::size_t at) const {
        auto const* begin = reinterpret_cast<char const*>(fives_[5 * at + 3]);
        auto const* end = reinterpret_cast<char const*>(fives_[5 * at + 4]);
        return {begin, static_cast<std::size_t>(end - begin)};
    }
    /** By local name in any letter case, without a prefix; or with it: find("base", "xml"). */
    [[nodiscard]] std::optional<std::string_view> find(std::string_view local, std::string_view prefix = {}) const;

  private:
    XmlName::Chars const* fives_;  ///< local name, prefix, URI, value, end of value
    std::size_t count_;
};

/** Virtual because feeds and OPML are two real readers of the same events. */
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(XmlName const& name, XmlAttributes const& attributes) = 0;
    virtual void end(XmlName const& name) = 0;
    /** A piece: text arrives split at any point (C-10). Valid UTF-8. */
    virtual void text(std::string_view piece) = 0;
    /** The document really ended here: all further end tags are the repair's (B-16). */
    virtual void cut() {}
};

enum class XmlMode {
    strict,    ///< the first error that matters ends it
    tolerant,  ///< libxml2's recovery: for text that repair has made well-formed, should an error be left in it
};

struct XmlOutcome {
    enum class Kind { complete, malformed, too_complex, out_of_time };
    Kind kind = Kind::complete;
    std::string_view reason;  ///< for people; of static storage
    int errors = 0;           ///< of level error and worse, undeclared prefixes (201) not counted (C-13)
};

/** One parse of one document. `text` is valid UTF-8, has a NUL behind it, which libxml2 stops at, and outlives the
 * object unless `owns_a_copy()`. */
class XmlReader {
  public:
    XmlReader(std::string_view text, XmlMode mode, XmlHandler& handler, Limits const& limits, Deadline const& deadline);
    ~XmlReader();
    XmlReader(XmlReader const&) = delete;
    XmlReader& operator=(XmlReader const&) = delete;

    /** True where libxml2 has copied the text: the caller's may be freed before run(). */
    [[nodiscard]] bool owns_a_copy() const;
    /** handler.cut() is called before the first end tag that ends behind this offset. */
    void cut_at(std::size_t offset) { cut_at_ = offset; }
    /** Once. Exceptions of the handler come out here. */
    XmlOutcome run();
    /** For the tests that take one guard away to see that the others hold. */
    [[nodiscard]] _xmlParserCtxt* context() { return context_; }

  private:
    struct Callbacks;
    friend struct Callbacks;

    void stop(XmlOutcome::Kind kind, std::string_view reason);
    /** Called at every event, so its usual way is short. */
    bool may_go_on(std::size_t cost) {
        if (until_check_ <= cost) return check();
        until_check_ -= cost;
        return true;
    }
    bool check();

    XmlHandler& handler_;
    Limits const& limits_;
    Deadline const& deadline_;
    std::string_view text_;
    _xmlParserCtxt* context_ = nullptr;
    XmlMode mode_;
    XmlOutcome outcome_;
    std::exception_ptr failure_;
    bool stopped_ = false;
    bool malformed_ = false;
    std::size_t cut_at_ = std::string_view::npos;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t characters_ = 0;
    std::size_t own_names_ = 0;       ///< what libxml2's dictionary holds before the first tag
    std::size_t until_check_ = 1000;  ///< 0 where the next event must not pass unlooked at
};

/** A tag with more attributes or bytes than allowed: libxml2 would spend seconds on it before it calls back (C-07). */
bool has_oversized_tag(std::string_view text, Limits const& limits);

}  // namespace feedherald::parse
