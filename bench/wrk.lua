-- Sends the requests of a file one after the other. The file holds "<bytes>\n<raw HTTP request>" as often as needed.
-- usage: wrk -s wrk.lua URL -- FILE

local requests = {}
local turn = 0
sent = 0
available = 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local length = file:read("*l")
  while length do
    requests[#requests + 1] = file:read(tonumber(length))
    length = file:read("*l")
  end
  file:close()
  available = #requests
end

function request()
  turn = turn % available + 1
  sent = sent + 1
  return requests[turn]
end

local thread

function setup(started)
  thread = started
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"seconds":%f,"answers":%d,"refused":%d,"broken":%d,"sent":%d,"available":%d,"p50Ms":%f,"p99Ms":%f}\n',
    summary.duration / 1e6, summary.requests, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    thread:get("sent"), thread:get("available"),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
