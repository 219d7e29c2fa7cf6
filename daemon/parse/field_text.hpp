// SPDX-License-Identifier: MIT
// Collects what one element says, in a buffer that is used again for the next: text, or markup written out as HTML.
#pragma once

#include "parse/xml_reader.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald::parse {

enum class Markup {
    none,   ///< elements inside are no part of it, their text is
    loose,  ///< RSS: text is HTML already; elements inside are tags that somebody forgot to escape
    xhtml,  ///< Atom: elements are tags, text is text; a <div> around all is not part of it
};

class FieldText {
  public:
    /** Starts anew; what exceeds `cap` bytes is dropped at a character's border. */
    void begin(Markup markup, std::size_t cap);
    void open(XmlName const& name, XmlAttributes const& attributes);
    /** False when it ends the field itself. */
    bool close(XmlName const& name);
    void append(std::string_view text) {
        if (markup_ != Markup::xhtml && literal_from_ == 0 && !overflowed_ && buffer_.size() + text.size() <= cap_)
            buffer_ += text;
        else
            append_slowly(text);
    }

    /** Trimmed; valid until the next begin(). */
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] bool overflowed() const { return overflowed_; }
    [[nodiscard]] bool is_in_element() const { return depth_ > 0; }

  private:
    void append_slowly(std::string_view text);
    void put(std::string_view text);
    /** Takes back what was written from there on if it is too much: one tag is kept or dropped whole. */
    void keep_whole(std::size_t start);
    [[nodiscard]] bool is_wrapper(std::string_view local) const;

    std::string buffer_;
    std::string escaped_;
    Markup markup_ = Markup::none;
    std::size_t cap_ = 0;
    std::size_t depth_ = 0;
    std::size_t literal_from_ = 0;  ///< the depth from which on loose text is XHTML's; 0: nowhere
    bool wrapped_ = false;
    bool overflowed_ = false;
};

}  // namespace feedherald::parse
