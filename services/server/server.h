// The whole server: stores, threads, services, and the order in which they
// start and stop.
#ifndef ACTIONPLAN_SERVICES_SERVER_SERVER_H_
#define ACTIONPLAN_SERVICES_SERVER_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "eventstore/base/clock.h"
#include "services/server/options.h"

namespace actionplan::server {

// Thread-safe after Start().
class Server {
 public:
  // Opens the data folder and serves. FAILED_PRECONDITION when the data cannot
  // be used (another instance has it, it is damaged, the folder is not
  // writable); UNAVAILABLE when the address cannot be listened on.
  // `clock` outlives the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const Options& options, const base::Clock& clock);

  // Stops if Stop() was not called.
  ~Server();

  // The address with the port that was chosen when the options said port 0.
  std::string address() const;

  // Takes no new calls, finishes those it has, and closes the stores. Nothing
  // that was acknowledged is lost. Blocks; call it once.
  void Stop();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace actionplan::server

#endif  // ACTIONPLAN_SERVICES_SERVER_SERVER_H_
