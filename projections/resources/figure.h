// Figures, between the way a fact keeps one and the way the API shows it.
#ifndef ACTIONPLAN_PROJECTIONS_RESOURCES_FIGURE_H_
#define ACTIONPLAN_PROJECTIONS_RESOURCES_FIGURE_H_

#include "actionplan/events/v1/figure.pb.h"
#include "actionplan/v1/audit.pb.h"

namespace actionplan::resources {

template <typename To, typename From>
To CopyFigure(const From& figure) {
  To copy;
  copy.set_label(figure.label());
  if (figure.has_numerator()) copy.set_numerator(figure.numerator());
  if (figure.has_denominator()) copy.set_denominator(figure.denominator());
  copy.set_not_applicable(figure.not_applicable());
  copy.set_as_stated(figure.as_stated());
  return copy;
}

inline v1::Figure ApiFigure(const events::v1::Figure& figure) {
  return CopyFigure<v1::Figure>(figure);
}

inline events::v1::Figure FactFigure(const v1::Figure& figure) {
  return CopyFigure<events::v1::Figure>(figure);
}

}  // namespace actionplan::resources

#endif  // ACTIONPLAN_PROJECTIONS_RESOURCES_FIGURE_H_
