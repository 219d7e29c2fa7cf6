// SPDX-License-Identifier: MIT
// MESSAGE_ID of every kind of log entry that a person may want to be told of or look for: fixed for ever, explained in
// systemd/feedherald.catalog.
#pragma once

namespace feedherald::message_id {

inline constexpr char started[] = "75585e7fc90a4b99982a06723ae80380";
inline constexpr char stopped[] = "57181ca5a9324e5aa2f022d46cf73d6c";
inline constexpr char configuration_reloaded[] = "0e2a9c392d0f4b7cbfbfda49770f37db";
inline constexpr char configuration_refused[] = "e299294aa3774c93bb397272b32d2961";
inline constexpr char name_taken[] = "ee08c9a137ab410999c7a014fd2e2038";
inline constexpr char feed_failed[] = "10ba72ec469a45b4bc99d54083c6866a";
inline constexpr char feed_recovered[] = "85f3f410f0dc4e26a394c4285faa5803";
inline constexpr char new_items[] = "b149b6cd65db4ed69059506c80f064ef";
inline constexpr char feed_renamed[] = "9eb5c67aa8c64d699860b33bbce5171f";
inline constexpr char alerts_wait[] = "a1845eaf3dcc464bbd21159c32ef4903";
inline constexpr char delivery_failed[] = "0d51d9461d674182b680da7b04ece60a";
inline constexpr char delivery_recovered[] = "0da43df4f30a4cbd96f565ba0e177287";
inline constexpr char alert_given_up[] = "551076e0ce60488fae5e2cb25fbc5333";
inline constexpr char sink_disabled[] = "1ee46e27cd6941358f846d3082132e71";
inline constexpr char state_damaged[] = "5fcd0df8bc6e460fa95e832a49013cec";

}  // namespace feedherald::message_id
