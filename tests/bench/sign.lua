-- What wrk sends: a page that is asked for, or one signature after the other, each of another address and from
-- one of a quarter of a million networks. What it is told stands in the environment.
local path = os.getenv("BENCH_PATH")
local form = os.getenv("BENCH_FORM")
local mark = os.getenv("BENCH_MARK")
-- So many pages are asked for before each signature.
local readers = tonumber(os.getenv("BENCH_READERS") or "0")
local asked = 0
local number = 0

local function network()
  local at = (number * 7919) % 250000
  return string.format("10.%d.%d.%d", math.floor(at / 65536), math.floor(at / 256) % 256, at % 256)
end

function init()
  wrk.headers["Cookie"] = os.getenv("BENCH_COOKIE")
end

function request()
  asked = asked + 1
  if not form or asked % (readers + 1) ~= 0 then
    wrk.headers["Content-Type"] = nil
    return wrk.format("GET", path)
  end
  number = number + 1
  wrk.headers["X-Forwarded-For"] = network()
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  local own = "&name=Carla+Welfreten+" .. number .. "&email=carla." .. mark .. "." .. number .. "%40example.org"
  return wrk.format("POST", path .. "/sign", nil, form .. own)
end

function done(summary, latency, requests)
  local wrong = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "errors": %d, "p50_ms": %f, "p99_ms": %f}\n',
    summary.requests, summary.duration / 1e6, wrong,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
