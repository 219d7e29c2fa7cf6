// SPDX-License-Identifier: MIT
// A publisher of generated posts with everything that happens to feeds: it knows which posts are really new.
#pragma once

#include "diff/reader.hpp"

#include <random>
#include <set>
#include <string>
#include <vector>

namespace feedherald::diff {

/** How a feed names its posts. */
enum class Naming { tag, permalink, link_only, id_only, shared_id, random_id, constant_id };

/** What it writes as the date of a post. */
enum class Dates { instants, days, of_the_fetch, none };

struct Style {
    Naming naming = Naming::tag;
    Dates dates = Dates::instants;
    bool newest_first = true;
    int window = 10;
    bool noisy_links = false;   ///< spelt differently at each fetch: tracking, slashes, letters of the host
    bool begins_empty = false;  ///< the first document holds nothing
};

class Publisher {
  public:
    Publisher(Style style, unsigned seed, Instant now);

    /** The next document, after whatever happened in the meantime; `now` is the time of the poll. */
    std::vector<Item> serve(Instant now);
    /** The titles of posts that this document shows for the first time and that came after the first poll, sorted. */
    [[nodiscard]] std::vector<std::string> really_new() const { return really_new_; }
    /** What happened before this document, for failure messages. */
    [[nodiscard]] std::string const& story() const { return story_; }

  private:
    struct Post {
        int number = 0;
        std::string title;
        int edition = 0;
        Instant published;
    };
    struct Snapshot {
        std::vector<Item> items;
        std::vector<int> numbers;
    };

    void happen(Instant now);
    [[nodiscard]] bool all_shown() const;
    void publish(int count, Instant now);
    void edit();
    void rename_all();
    /** Without dates that are the post's own an old post that is shown for the first time cannot be told from a new. */
    [[nodiscard]] bool is_dated() const { return style_.dates == Dates::instants; }
    [[nodiscard]] std::string link_of(Post const& post) const;
    void make_noise(Item& made);
    [[nodiscard]] Snapshot snapshot() const;
    [[nodiscard]] Item render(Post const& post) const;
    /** What lies between a server and a reader; true when anything did. */
    bool stir(Snapshot& document);
    int draw(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    bool chance(int percent) { return draw(100) < percent; }

    Style style_;
    std::mt19937 random_;
    std::vector<Post> posts_;        ///< oldest first
    std::vector<Snapshot> archive_;  ///< what a lagging member of the cluster may still serve
    std::set<int> shown_;
    std::vector<std::string> really_new_;
    std::string story_;
    int window_;
    int scheme_ = 0;
    int renames_ = 0;
    int made_ids_ = 0;
    bool was_stirred_ = false;
    bool https_ = false;
    Duration zone_{};  ///< by which its clock is wrong
    Instant now_;
    std::string host_ = "old.example";
    int first_after_ = 0;  ///< posts from this number on came after the first poll
};

}  // namespace feedherald::diff
