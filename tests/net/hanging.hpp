// SPDX-License-Identifier: MIT
// A blocking call that returns when it is told to; shared with the threads that may outlive the test.
#pragma once

#include <condition_variable>
#include <mutex>

namespace feedherald::net_test {

class Hanging {
  public:
    void wait() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return released_; });
    }
    void release() {
        std::lock_guard const lock{mutex_};
        released_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool released_ = false;
};

}  // namespace feedherald::net_test
