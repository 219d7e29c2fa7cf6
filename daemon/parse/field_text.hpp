// SPDX-License-Identifier: MIT
// Collects what one element says, in a buffer that is used again for the next: text, or markup written out as HTML.
#pragma once

#include "parse/byte_set.hpp"
#include "parse/html_links.hpp"
#include "parse/xml_reader.hpp"

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace feedherald::parse {

enum class Markup {
    none,   ///< elements inside are no part of it, their text is
    loose,  ///< RSS: text is HTML already; elements inside are tags that somebody forgot to escape
    xhtml,  ///< Atom: elements are tags, text is text; a <div> around all is not part of it
};

class FieldText {
  public:
    /** Starts anew; what exceeds `cap` bytes, at most FieldCaps::text, is dropped at a character's border. */
    void begin(Markup markup, std::size_t cap);
    /** Addresses in the attributes are resolved where there is a base for them. */
    void open(XmlName const& name, XmlAttributes const& attributes, LinkBase const* base = nullptr);
    /** False when it ends the field itself. */
    bool close(XmlName const& name);
    void append(std::string_view text) {
        if (markup_ == Markup::xhtml || literal_from_ != 0) return append_escaped(text);
        if (!add(text)) cut(text);
    }

    /** Trimmed; valid until the next begin(). */
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] bool overflowed() const { return overflowed_; }
    [[nodiscard]] bool is_in_element() const { return depth_ > 0; }
    [[nodiscard]] std::size_t depth() const { return depth_; }

  private:
    /** All of it or, where there is no room, nothing. */
    bool add(std::string_view piece) {
        if (overflowed_ || piece.size() > cap_ - size_) return false;
        if (piece.size() == 1)  // libxml2 hands each reference over by itself
            buffer_[size_] = piece.front();
        else
            std::memcpy(buffer_.get() + size_, piece.data(), piece.size());
        size_ += piece.size();
        return true;
    }
    void cut(std::string_view text);
    void append_escaped(std::string_view text);
    bool add_escaped(std::string_view text, ByteSet const& markup);
    bool add_tag(std::string_view local, XmlAttributes const& attributes, LinkBase const* base);
    /** One tag is kept or dropped whole. */
    void keep(bool is_whole, std::size_t start);
    [[nodiscard]] bool is_wrapper(std::string_view local) const;

    std::unique_ptr<char[]> buffer_;  ///< of FieldCaps::text: none of it is touched before it is used
    std::size_t size_ = 0;
    Markup markup_ = Markup::none;
    std::size_t cap_ = 0;
    std::size_t depth_ = 0;
    std::size_t literal_from_ = 0;  ///< the depth from which on loose text is XHTML's; 0: nowhere
    bool wrapped_ = false;
    bool overflowed_ = false;
};

}  // namespace feedherald::parse
