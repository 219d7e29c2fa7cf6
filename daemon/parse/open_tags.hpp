// SPDX-License-Identifier: MIT
// The stack of tags that balancing keeps: which end tags are owed, and what a new start tag ends by appearing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::parse {

class OpenTags {
  public:
    /** Ends what the start tag <name> cannot stand in: an item the item before it (B-15), a field an unclosed field. */
    void make_way_for(std::string_view name, std::string& out);
    void push(std::string_view name) { names_.push_back(name); }
    /** Writes the end tags down to and including the nearest <name>, at most `deepest` levels down; false if there is
     *  none. The root's own end tag is not written: items may yet follow it. */
    bool close(std::string_view name, std::size_t deepest, std::string& out);
    void close_all(std::string& out);

    /** Empty where nothing is open. */
    [[nodiscard]] std::string_view root() const { return names_.empty() ? std::string_view{} : names_.front(); }
    [[nodiscard]] bool empty() const { return names_.empty(); }
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] std::string_view top() const { return names_.empty() ? std::string_view{} : names_.back(); }
    [[nodiscard]] bool is_item(std::string_view name) const;

  private:
    [[nodiscard]] std::string_view without_own_prefix(std::string_view name) const;
    void close_down_to(std::size_t size, std::string& out);

    std::vector<std::string_view> names_;  ///< as written, parts of the input
};

}  // namespace feedherald::parse
