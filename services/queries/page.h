// One page of a list.
#ifndef ACTIONPLAN_SERVICES_QUERIES_PAGE_H_
#define ACTIONPLAN_SERVICES_QUERIES_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace actionplan::queries {

// What is asked for. A first page has no key, position or day; those of later
// pages are the first one's.
struct Page {
  size_t size = 50;
  std::string after_key;  // The key of the last row before; "" for none.
  uint64_t position = 0;  // The position of the first page; 0 for a first one.
  int32_t due_day = 0;    // The day of the first page, since 1970-01-01.
};

// What is answered.
template <typename Row>
struct Rows {
  std::vector<Row> rows;
  std::string last_key;  // Where the next page goes on; "" on the last one.
};

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_PAGE_H_
