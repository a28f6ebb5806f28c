// What the writer and the reader of exports agree on beside
// actionplan/eventstore/v1/export.proto.
#ifndef ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_FORMAT_H_
#define ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_FORMAT_H_

#include <cstddef>
#include <cstdint>

namespace actionplan::eventstore {

inline constexpr uint32_t kExportFormatVersion = 1;

// Of one record without its length. An envelope has a payload of at most 48 KiB
// and a few names; what is left is room for the signatures of a trailer.
inline constexpr size_t kMaxExportRecordBytes = 128 * 1024;

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_EXPORT_EXPORT_FORMAT_H_
