// SPDX-License-Identifier: MIT
// A few threads for calls that block; they are never waited for, so that no hanging name server delays the end.
#pragma once

#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

namespace feedherald::net {

class LookupPool {
  public:
    explicit LookupPool(boost::asio::any_io_executor executor);
    /** Returns at once: calls that are under way are left to themselves and what they hand back is dropped. */
    ~LookupPool();
    LookupPool(LookupPool const&) = delete;
    LookupPool& operator=(LookupPool const&) = delete;

    /** Runs on a thread of the pool; the function it returns, if any, then runs on the executor. Throws
     *  std::system_error where there is no thread and none can be made. */
    using Work = std::function<std::function<void()>()>;
    void run(Work work);

  private:
    struct State;
    std::shared_ptr<State> state_;  ///< shared with the threads, which outlive this
};

}  // namespace feedherald::net
