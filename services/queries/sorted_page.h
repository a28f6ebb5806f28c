// One page of rows that are read in another order than the one asked for.
#ifndef ACTIONPLAN_SERVICES_QUERIES_SORTED_PAGE_H_
#define ACTIONPLAN_SERVICES_QUERIES_SORTED_PAGE_H_

#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/queries/page.h"

namespace actionplan::queries {

// Takes rows in any order and keeps the first ones after the page before, by
// their keys. A row whose key does not change is on exactly one page, whatever
// becomes of other rows between the pages. Never holds more than a page.
template <typename Row>
class SortedPage {
 public:
  explicit SortedPage(const Page& page)
      : size_(page.size), after_key_(page.after_key) {}

  // Keys are not empty, and no two rows have the same.
  void Offer(std::string key, Row row) {
    if (key <= after_key_) return;
    rows_.emplace(std::move(key), std::move(row));
    if (rows_.size() <= size_) return;
    more_ = true;
    rows_.erase(std::prev(rows_.end()));
  }

  // Where the next page goes on; "" when this is the last one.
  std::string last_key() const {
    return more_ ? rows_.rbegin()->first : std::string();
  }

  // The rows by their keys; leaves none.
  std::vector<Row> TakeRows() {
    std::vector<Row> rows;
    for (auto& [key, row] : rows_) rows.push_back(std::move(row));
    rows_.clear();
    return rows;
  }

 private:
  const size_t size_;
  const std::string after_key_;
  bool more_ = false;
  std::map<std::string, Row> rows_;
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_SORTED_PAGE_H_
