// One page of a list.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PAGE_H_
#define ACTIONPLAN_SERVICES_QUERIES_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace actionplan::queries {

// What is asked for. A first page has no key, position or day; those of later
// pages are the first one's.
struct Page {
  size_t size = 50;
  std::string after_key;  // The key of the last row before; "" for none.
  uint64_t position = 0;  // The position of the first page; 0 for a first one.
  int32_t due_day = 0;    // The day of the first page, since 1970-01-01.
};

// Counts the rows of a page while a scan goes on, one row further than the
// page, to know whether there is another.
class PageFiller {
 public:
  explicit PageFiller(size_t size) : size_(size) {}

  // Whether the row with this key is on the page; when not, stop.
  bool Take(absl::string_view key) {
    if (taken_ == size_) {
      more_ = true;
      return false;
    }
    ++taken_;
    last_taken_.assign(key.data(), key.size());
    return true;
  }

  // Where the next page goes on; "" when this is the last one.
  std::string last_key() const { return more_ ? last_taken_ : ""; }

 private:
  const size_t size_;
  size_t taken_ = 0;
  bool more_ = false;
  std::string last_taken_;
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PAGE_H_
