// The agencies of a board, as sheets write them.
#ifndef ACTIONPLAN_SERVICES_CLI_SHEET_AGENCY_NAMES_H_
#define ACTIONPLAN_SERVICES_CLI_SHEET_AGENCY_NAMES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace actionplan::sheet {

struct KnownAgency {
  std::string name;  // boards/{board}/agencies/{agency}
  std::string title;
  bool is_active = true;
};

// What a user says that a text means, by its Words(): an agency by name, or ""
// for none.
using ChosenAgencies = std::map<std::string, std::string>;

// Thread-safe once made.
class AgencyNames {
 public:
  AgencyNames(const std::vector<KnownAgency>& agencies,
              const ChosenAgencies& chosen);

  // The agency with this name, id or title, in any case and punctuation; "" for
  // an empty text and one that is chosen to mean none. INVALID_ARGUMENT when it
  // has left the board, when two are called so, and when the text names more
  // than one: who leads has to be said. NOT_FOUND for one that is not known.
  absl::StatusOr<std::string> Find(absl::string_view text) const;

  // The agencies that a text lists, separated by `,`, `;`, `/`, `&`, "and" or
  // line breaks, each once. The errors of Find(), NOT_FOUND with the part that
  // is not known as its message.
  absl::StatusOr<std::vector<std::string>> FindAll(
      absl::string_view text) const;

 private:
  struct Meaning {
    std::string name;
    bool is_active = true;
    bool is_ambiguous = false;
  };

  const Meaning* Look(absl::string_view text) const;
  void Learn(absl::string_view text, const KnownAgency& agency);

  std::map<std::string, Meaning> by_words_;
};

}  // namespace actionplan::sheet

#endif  // ACTIONPLAN_SERVICES_CLI_SHEET_AGENCY_NAMES_H_
