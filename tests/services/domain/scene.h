// What a decider is told, set up in few words: a board "boards/ncc", a Monday
// morning, a caller, and the other resources that the command names.
#ifndef ACTIONPLAN_TESTS_SERVICES_DOMAIN_SCENE_H_
#define ACTIONPLAN_TESTS_SERVICES_DOMAIN_SCENE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "projections/resources/names.h"
#include "projections/resources/resource.h"
#include "services/domain/circumstances.h"
#include "tests/support/text_proto.h"

namespace actionplan::domain {

inline constexpr char kPolice[] = "boards/ncc/agencies/police";
inline constexpr char kHealth[] = "boards/ncc/agencies/health";

inline Caller CallerWith(Role role, std::string agency = "") {
  return {
      .principal = "caller-1", .agency = std::move(agency), .roles = {role}};
}

class Scene {
 public:
  // The board manager asks about the resource of this name, at 09:00 on Monday
  // 2 March 2026. The board is there, with London's days and no policy.
  explicit Scene(std::string name) {
    now_.name = std::move(name);
    now_.caller = CallerWith(Role::kBoardManager);
    At(absl::CivilHour(2026, 3, 2, 9));
    With<v1::Board>("boards/ncc",
                    "title: 'Northshire' time_zone: 'UTC' "
                    "division: ENGLAND_AND_WALES");
  }

  Scene& As(Role role, std::string agency = "") {
    now_.caller = CallerWith(role, std::move(agency));
    return *this;
  }

  // It is this hour, and what happens happens now.
  Scene& At(absl::CivilHour hour) {
    now_.now = absl::FromCivil(hour, absl::UTCTimeZone());
    now_.today = absl::CivilDay(hour);
    return Claiming(hour);
  }

  // The caller claims that it happened then.
  Scene& Claiming(absl::CivilHour hour) {
    now_.occur_time = absl::FromCivil(hour, absl::UTCTimeZone());
    now_.occurred_on = absl::CivilDay(hour);
    return *this;
  }

  // There is such a resource too, given as text without its name.
  template <typename Message>
  Scene& With(const std::string& name, const std::string& text) {
    auto message = support::FromText<Message>(text);
    message.set_name(name);
    now_.related.Add(
        name, std::make_shared<const resources::Resource>(std::move(message)));
    return *this;
  }

  // There are no other resources, not even the board.
  Scene& Alone() {
    now_.related = {};
    return *this;
  }

  const Circumstances& now() const { return now_; }

 private:
  Circumstances now_{.zone = absl::UTCTimeZone()};
};

// A resource that is there, given as text.
template <typename Message>
Message StateOf(const std::string& name, const std::string& text) {
  auto message = support::FromText<Message>(text);
  message.set_name(name);
  return message;
}

}  // namespace actionplan::domain

#endif  // ACTIONPLAN_TESTS_SERVICES_DOMAIN_SCENE_H_
