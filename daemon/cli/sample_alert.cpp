// SPDX-License-Identifier: MIT
#include "cli/sample_alert.hpp"

#include "base/version.hpp"

namespace feedherald::cli {

Delivery sample_alert(SinkName const& sink, Instant now) {
    Delivery delivery;
    delivery.uid = "test" + std::to_string(now.time_since_epoch().count());
    delivery.sink = sink;
    delivery.created = now;
    delivery.alert.kind = AlertKind::test;
    delivery.alert.time = now;
    delivery.alert.feed_url = project_url;
    delivery.alert.feed_title = "feedherald";
    delivery.alert.feed_home_page_url = project_url;
    delivery.alert.item.id = delivery.uid;
    delivery.alert.item.url = project_url;
    delivery.alert.item.title = "It works: this is a sample alert";
    delivery.alert.item.text = "New posts of your feeds will look like this.";
    delivery.alert.item.published = now;
    return delivery;
}

}  // namespace feedherald::cli
