// A connection may take its time: over a slow line, or to a busy server.
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "actionplan/v1/action.pb.h"
#include "actionplan/v1/action_service.pb.h"
#include "gmock/gmock.h"
#include "services/client/client.h"
#include "tests/services/client/generic_server.h"
#include "tests/support/status_matchers.h"

namespace actionplan::client {
namespace {

using support::GenericServer;
using support::ReceivedCall;
using support::Reply;

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

uint16_t PortOf(const std::string& address) {
  uint32_t port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
  return static_cast<uint16_t>(port);
}

// Lets one connection through to a server, after a while.
class SlowLine {
 public:
  SlowLine(const std::string& server, absl::Duration delay)
      : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in here = Loopback(0);
    socklen_t size = sizeof(here);
    auto* const address = reinterpret_cast<sockaddr*>(&here);
    EXPECT_EQ(::bind(listener_, address, size), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    EXPECT_EQ(::getsockname(listener_, address, &size), 0);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this, server, delay] {
      const int caller = ::accept(listener_, nullptr, nullptr);
      absl::SleepFor(delay);
      if (caller >= 0) Connect(caller, PortOf(server));
      ::close(caller);
    });
  }

  ~SlowLine() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

 private:
  static void Connect(int caller, uint16_t port) {
    const int server = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in there = Loopback(port);
    if (::connect(server, reinterpret_cast<const sockaddr*>(&there),
                  sizeof(there)) == 0) {
      Carry(caller, server);
    }
    ::close(server);
  }

  // Until one of them closes.
  static void Carry(int caller, int server) {
    for (;;) {
      pollfd ends[] = {{.fd = caller, .events = POLLIN},
                       {.fd = server, .events = POLLIN}};
      if (::poll(ends, 2, -1) < 0) return;
      const int from = ends[0].revents != 0 ? caller : server;
      char bytes[4096];
      const ssize_t count = ::read(from, bytes, sizeof(bytes));
      if (count <= 0) return;
      const int to = from == caller ? server : caller;
      if (::send(to, bytes, static_cast<size_t>(count), MSG_NOSIGNAL) !=
          count) {
        return;
      }
    }
  }

  const int listener_;
  uint16_t port_ = 0;
  std::thread thread_;
};

TEST(SlowConnectionTest, IsWaitedForAtTheFirstAttempt) {
  GenericServer server(
      [](const ReceivedCall&) { return Reply::With(v1::Action()); });
  const SlowLine line(server.address(), absl::Milliseconds(500));
  ASSERT_OK_AND_ASSIGN(
      const Client client,
      Client::Connect({.address = line.address(), .retry = {.attempts = 1}}));
  EXPECT_OK(client.Call<v1::Action>("ActionService.GetAction",
                                    v1::GetActionRequest()));
}

}  // namespace
}  // namespace actionplan::client
