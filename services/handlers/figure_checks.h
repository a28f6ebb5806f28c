// The shape of a figure, which findings and audits both state.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_FIGURE_CHECKS_H_
#define ACTIONPLAN_SERVICES_HANDLERS_FIGURE_CHECKS_H_

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "actionplan/v1/audit.pb.h"
#include "services/rpc/field_checks.h"

namespace actionplan::handlers {

inline void CheckFigure(const std::string& field, const v1::Figure& figure,
                        rpc::FieldChecks& check) {
  using rpc::Presence;
  constexpr int32_t kMost = std::numeric_limits<int32_t>::max();
  check.Text(field + ".label", figure.label(), 500, Presence::kRequired);
  if (figure.has_denominator()) {
    check.Range(field + ".denominator", figure.denominator(), 1, kMost);
    if (!figure.has_numerator()) {
      check.Violation(field + ".numerator", "FIELD_MISSING",
                      "is required with a denominator");
    }
  }
  check.Range(field + ".numerator", figure.numerator(), 0,
              figure.has_denominator() ? figure.denominator() : kMost);
  // What is counted is counted among those to whom the question applied.
  check.Range(
      field + ".not_applicable", figure.not_applicable(), 0,
      std::max<int64_t>(0, int64_t{figure.denominator()} - figure.numerator()));
  // A figure that counts nothing has to say something.
  const bool counts = figure.has_numerator() || figure.has_denominator();
  check.Text(field + ".as_stated", figure.as_stated(), 500,
             counts ? Presence::kOptional : Presence::kRequired);
}

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_FIGURE_CHECKS_H_
