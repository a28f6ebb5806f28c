// A sentence for each kind of fact.
//
// Pure; safe from any thread.
#ifndef ACTIONPLAN_SERVICES_QUERIES_FACT_SENTENCES_H_
#define ACTIONPLAN_SERVICES_QUERIES_FACT_SENTENCES_H_

#include <functional>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "services/queries/fact_text.h"

namespace actionplan::queries {

// What is said of one kind of fact. A field of the fact stands in braces; a
// part in square brackets is left out when a field in it is empty.
struct FactSentence {
  absl::string_view fact;           // "ActionAssigned"
  absl::string_view template_text;  // "Assigned to {lead_agency}[, due {due}]"
};

// One for each fact of every kind of resource.
absl::Span<const FactSentence> FactSentences();

struct ToldFact {
  std::string sentence;
  // The fields whose values are in the sentence, such as "evidence.title".
  std::set<std::string, std::less<>> fields;
};

// The sentence of this fact, with its values.
ToldFact Tell(const google::protobuf::Message& fact, TitleOf title_of);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_FACT_SENTENCES_H_
