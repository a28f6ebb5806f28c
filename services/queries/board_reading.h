// What an answer says of a reading that it rests on.
#ifndef ACTIONPLAN_SERVICES_QUERIES_BOARD_READING_H_
#define ACTIONPLAN_SERVICES_QUERIES_BOARD_READING_H_

#include "actionplan/v1/board_reading.pb.h"
#include "services/queries/plan_reading.h"

namespace actionplan::queries {

// Its provisional says no more than the day itself; an answer that used days
// further away sets it.
v1::BoardReading ToldOf(const PlanReading& reading);

}  // namespace actionplan::queries

#endif  // ACTIONPLAN_SERVICES_QUERIES_BOARD_READING_H_
