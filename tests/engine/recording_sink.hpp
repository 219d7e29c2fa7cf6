// SPDX-License-Identifier: MIT
// A receiver that writes down what reaches it and answers as the test says.
#pragma once

#include "sink/sink.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace feedherald::tests {

struct Received {
    std::vector<std::vector<Delivery>> bundles;  ///< every attempt, accepted or not
    std::function<DeliveryOutcome(std::vector<Delivery> const&)> answer = [](auto const&) { return Delivered{}; };
    std::optional<std::string> obstacle;
    bool held_back = false;                  ///< the obstacle is the person's own wish
    std::unique_ptr<engine::Event> cleared;  ///< rung when the obstacle goes
    std::unique_ptr<engine::Event> accepts;  ///< with it every delivery takes until it rings
    sink::Batching batching;

    [[nodiscard]] std::vector<std::string> titles() const {
        std::vector<std::string> titles;
        for (auto const& bundle : bundles)
            for (auto const& delivery : bundle) titles.push_back(delivery.alert.item.title);
        return titles;
    }
};

class RecordingSink final : public sink::Sink {
  public:
    explicit RecordingSink(Received& received) : received_(received) {}

    [[nodiscard]] sink::Batching batching() const override { return received_.batching; }
    [[nodiscard]] std::optional<std::string> obstacle() const override { return received_.obstacle; }
    [[nodiscard]] bool is_held_back() const override { return received_.held_back; }
    boost::asio::awaitable<void> until_unobstructed() override {
        if (received_.cleared) co_await received_.cleared->wait();
    }
    boost::asio::awaitable<DeliveryOutcome> deliver(std::vector<Delivery> bundle) override {
        received_.bundles.push_back(bundle);
        if (received_.accepts) co_await received_.accepts->wait();
        co_return received_.answer(bundle);
    }

  private:
    Received& received_;
};

}  // namespace feedherald::tests
