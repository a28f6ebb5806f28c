// A fixed number of threads that run tasks in the order in which they came.
#ifndef ACTIONPLAN_EVENTSTORE_BASE_THREAD_POOL_H_
#define ACTIONPLAN_EVENTSTORE_BASE_THREAD_POOL_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "eventstore/base/mutex.h"

namespace actionplan::base {

// Thread-safe.
class ThreadPool {
 public:
  using Task = std::function<void()>;

  ThreadPool(size_t threads, size_t queue_limit) : queue_limit_(queue_limit) {
    for (size_t i = 0; i < threads; ++i) {
      threads_.emplace_back([this] { Run(); });
    }
  }
  ~ThreadPool() { Drain(); }

  // Queues the task. Returns whether it will run; it will not when the queue
  // is full or Drain() was called.
  [[nodiscard]] bool Post(Task task) {
    MutexLock lock(mutex_);
    if (draining_ || tasks_.size() >= queue_limit_) return false;
    tasks_.push_back(std::move(task));
    arrived_.NotifyOne();
    return true;
  }

  // Takes no more tasks, runs those it has and ends the threads.
  void Drain() {
    {
      MutexLock lock(mutex_);
      draining_ = true;
      arrived_.NotifyAll();
    }
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

 private:
  void Run() {
    while (true) {
      Task task;
      {
        MutexLock lock(mutex_);
        while (tasks_.empty() && !draining_) arrived_.Wait(mutex_);
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  const size_t queue_limit_;
  Mutex mutex_;
  Condition arrived_;
  std::deque<Task> tasks_ ABSL_GUARDED_BY(mutex_);
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;  // Last: they use all of the above.
};

}  // namespace actionplan::base

#endif  // ACTIONPLAN_EVENTSTORE_BASE_THREAD_POOL_H_
