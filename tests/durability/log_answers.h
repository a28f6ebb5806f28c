// Everything that a log answers, as a list: what a damaged log may refuse to
// say, and must never say otherwise.
#ifndef ACTIONPLAN_TESTS_DURABILITY_LOG_ANSWERS_H_
#define ACTIONPLAN_TESTS_DURABILITY_LOG_ANSWERS_H_

#include <string>
#include <vector>

#include "eventstore/event_store.h"

namespace actionplan::eventstore {

// What was written to the log, and is asked for again.
struct LogContents {
  Position events = 0;
  std::vector<std::string> streams;
  std::vector<RequestIdentity> requests;
};

// Begins every answer that is an error.
inline constexpr char kNoAnswer[] = "error: ";

// One answer for each event, stream, request and leaf, and for the whole: bytes
// as they are stored, or why there are none.
std::vector<std::string> AnswersOf(const EventStore& store,
                                   const LogContents& contents);

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_DURABILITY_LOG_ANSWERS_H_
