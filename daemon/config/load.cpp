// SPDX-License-Identifier: MIT
#include "config/load.hpp"

#include "config/alerts_table.hpp"
#include "config/feed_table.hpp"
#include "config/near_miss.hpp"
#include "config/poll_table.hpp"
#include "config/sink_table.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace feedherald::config {

namespace {

namespace fs = std::filesystem;

/** feeds.d/ *.toml beside the configuration, in name order; what editors leave there hidden is not meant. */
std::vector<fs::path> feed_files(fs::path const& config_file, Surroundings const& surroundings, Findings& findings) {
    std::vector<fs::path> files;
    auto const directory = config_file.parent_path() / "feeds.d";
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        auto const& path = it->path();
        if (path.extension() == ".toml" && !path.filename().string().starts_with('.')) files.push_back(path);
    }
    if (error && error != std::errc::no_such_file_or_directory)
        findings.errors.push_back({directory.string(), 0, 0, "", "cannot be read: " + error.message()});
    for (auto const& [path, text] : surroundings.edited)
        if (path != config_file && std::find(files.begin(), files.end(), path) == files.end()) files.push_back(path);
    std::sort(files.begin(), files.end());
    return files;
}

Node const* child(Node const& tree, std::string_view key) {
    auto const& table = std::get<Table>(tree.value);
    auto const found = std::find_if(table.begin(), table.end(), [key](Entry const& entry) { return entry.key == key; });
    return found == table.end() ? nullptr : &found->node;
}

template <class Read>
void read_table(SourceFile& file, Node const& tree, std::string const& name, Read const& read) {
    auto const* const node = child(tree, name);
    if (node == nullptr) return;
    if (!std::holds_alternative<Table>(node->value))
        return file.error(node->at, name, name + " must be a table: write [" + name + "]");
    TableReader reader(file, *node, name);
    read(reader);
}

void refuse_unknown_tables(SourceFile& file, Node const& tree) {
    for (auto const& entry : std::get<Table>(tree.value)) {
        auto const keys = top_keys();
        if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
        auto hint = did_you_mean(entry.key, keys);
        if (hint.empty() && contains(feed_keys(), entry.key))
            hint = ": it is a key of [[feed]], which must stand above it";
        file.error(entry.at, entry.key, entry.key + " is not a known key" + hint);
    }
}

/** In the order in which a person walks through the files. */
void sort(std::vector<Diagnostic>& diagnostics, std::vector<fs::path> const& files) {
    std::unordered_map<std::string, std::size_t> order;
    for (auto const& file : files) order.emplace(file.string(), order.size());
    auto const place = [&order](Diagnostic const& diagnostic) {
        auto const found = order.find(diagnostic.file);
        return std::tuple(found == order.end() ? order.size() : found->second, diagnostic.line, diagnostic.column);
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&place](Diagnostic const& a, Diagnostic const& b) { return place(a) < place(b); });
}

class Loading {
  public:
    explicit Loading(Surroundings const& surroundings) : surroundings_(&surroundings) {
        defaults_.fetch.edit().user_agent = default_user_agent();
    }

    boost::system::result<Loaded, std::vector<Diagnostic>> load(fs::path const& main_path) {
        files_.push_back(main_path);
        SourceFile main_file(main_path, *surroundings_, findings_);
        auto const tree = main_file.parse();
        if (tree) read_main(main_file, *tree);
        for (auto const& path : feed_files(main_path, *surroundings_, findings_))
            read_feed_file(path, tree.has_value());
        auto const* const poll = tree ? child(*tree, "poll") : nullptr;
        if (poll != nullptr && std::holds_alternative<Table>(poll->value))
            check_inherited_floors({main_file, *poll, "poll"});
        add_implicit_console();

        sort(findings_.errors, files_);
        if (!findings_.errors.empty()) return std::move(findings_.errors);
        sort(findings_.warnings, files_);
        return Loaded{std::move(settings_), std::move(findings_.warnings), std::move(files_), std::move(defaults_)};
    }

  private:
    void read_main(SourceFile& file, Node const& tree) {
        refuse_unknown_tables(file, tree);
        read_table(file, tree, "poll", [this](TableReader& reader) { read_poll(reader, settings_.poll, defaults_); });
        read_table(file, tree, "state", [this](TableReader& reader) {
            reader.refuse_unknown({state_keys()});
            reader.path("directory", settings_.state.directory, false);
            reader.duration("keep", settings_.state.keep, std::chrono::seconds{1});
        });
        read_table(file, tree, "control", [this](TableReader& reader) {
            reader.refuse_unknown({control_keys()});
            reader.boolean("dbus", settings_.dbus);
        });
        settings_.sinks = read_sinks(file, child(tree, "sinks"), *defaults_.fetch);
        auto const console = default_console();
        for (auto const& sink : settings_.sinks) sink_names_.push_back(sink.name.value());
        if (std::find(sink_names_.begin(), sink_names_.end(), console) == sink_names_.end())
            sink_names_.push_back(console);
        defaults_.alerts.edit().to = {SinkName(surroundings_->session_bus ? "desktop" : console)};
        names_ = {sink_names_.begin(), sink_names_.end()};
        read_table(file, tree, "alerts", [this](TableReader& reader) {
            reader.refuse_unknown({alerts_keys()});
            read_alert_keys(reader, defaults_.alerts.edit(), names_);
        });
        read_feeds(file, tree);
    }

    /** The sink that alerts go to where there is no session bus: the first of its type, else an implicit one. */
    [[nodiscard]] std::string default_console() const {
        auto const is_console = [](SinkSettings const& sink) { return sink.type == "console"; };
        auto const found = std::find_if(settings_.sinks.begin(), settings_.sinks.end(), is_console);
        return found != settings_.sinks.end() ? found->name.value() : "console";
    }

    /** "console" is there without being named, and listed where something goes to it. */
    void add_implicit_console() {
        if (sink_names_.size() == settings_.sinks.size()) return;
        auto const& name = sink_names_.back();
        auto const names_it = [&name](AlertPolicy const& alerts) {
            return std::any_of(alerts.to.begin(), alerts.to.end(),
                               [&name](SinkName const& to) { return to.value() == name; });
        };
        bool const is_used = names_it(*defaults_.alerts) ||
                             std::any_of(settings_.feeds.begin(), settings_.feeds.end(),
                                         [&names_it](Subscription const& feed) { return names_it(*feed.alerts); });
        if (!is_used) return;
        SinkSettings console;
        console.name = SinkName(name);
        console.type = "console";
        console.settings = ConsoleSettings{};
        settings_.sinks.push_back(std::move(console));
    }

    void read_feed_file(fs::path const& path, bool main_was_read) {
        files_.push_back(path);
        SourceFile file(path, *surroundings_, findings_);
        auto const tree = file.parse();
        // With the main file unread nobody knows which sinks there are: its own error is what must be mended first.
        if (!tree || !main_was_read) return;
        for (auto const& entry : std::get<Table>(tree->value))
            if (entry.key != "feed")
                file.error(entry.at, entry.key,
                           entry.key + " does not belong here: files in feeds.d may hold only [[feed]] tables");
        read_feeds(file, *tree);
    }

    void read_feeds(SourceFile& file, Node const& tree) {
        auto const* const node = child(tree, "feed");
        if (node == nullptr) return;
        auto const* const array = std::get_if<Array>(&node->value);
        if (array == nullptr) return file.error(node->at, "feed", "feed must be written with two brackets: [[feed]]");
        settings_.feeds.reserve(settings_.feeds.size() + array->size());
        for (auto const& element : *array) {
            if (!std::holds_alternative<Table>(element.value)) {
                file.error(element.at, "feed", "feed must hold tables: write [[feed]]");
                continue;
            }
            TableReader reader(file, element, "feed");
            if (auto feed = read_feed(reader, defaults_, names_)) add_feed(reader, std::move(*feed));
        }
    }

    void add_feed(TableReader& reader, ReadFeed feed) {
        auto const at = reader.find("url")->node.at;
        auto const [known, is_new] = places_.try_emplace(feed.subscription.url, reader.file().name(), at.line);
        if (!is_new)
            return reader.error("url", "is the address of another feed already: " + feed.subscription.url + " in " +
                                           known->second.first + ":" + std::to_string(known->second.second));
        (feed.is_private ? private_learners_ : public_learners_) += feed.subscription.poll.interval ? 0 : 1;
        (feed.is_private ? private_heirs_ : public_heirs_) += feed.inherits_interval ? 1 : 0;
        if (!settings_.feeds.empty()) {
            feed.subscription.alerts.share_with(settings_.feeds.back().alerts);
            feed.subscription.fetch.share_with(settings_.feeds.back().fetch);
        }
        settings_.feeds.push_back(std::move(feed.subscription));
    }

    /** [poll] may go below the public floor where nothing but private hosts follows it. */
    void check_inherited_floors(TableReader reader) {
        bool const only_private_inherit = private_heirs_ > 0 && public_heirs_ == 0;
        bool const only_private_learn = private_learners_ > 0 && public_learners_ == 0;
        auto const& poll = defaults_.poll;
        if (poll.interval && !only_private_inherit) check_floor(reader, "interval", *poll.interval);
        if (only_private_learn) return;
        if (reader.has("min_interval")) check_floor(reader, "min_interval", poll.min_interval);
        if (reader.has("max_interval")) check_floor(reader, "max_interval", poll.max_interval);
    }

    Surroundings const* surroundings_;
    Findings findings_;
    Settings settings_;
    Subscription defaults_;
    std::vector<fs::path> files_;
    std::vector<std::string> sink_names_;
    std::vector<std::string_view> names_;  ///< of sink_names_: what `to` may hold
    std::unordered_map<std::string, std::pair<std::string, std::uint32_t>> places_;  ///< by URL: file and line
    int public_heirs_ = 0;  ///< feeds that follow [poll] interval
    int private_heirs_ = 0;
    int public_learners_ = 0;  ///< feeds whose interval is "auto"
    int private_learners_ = 0;
};

}  // namespace

boost::system::result<Loaded, std::vector<Diagnostic>> load(fs::path const& file, Surroundings const& surroundings) {
    Loading loading(surroundings);
    return loading.load(file);
}

}  // namespace feedherald::config
