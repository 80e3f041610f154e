-- A different idea every time, from the site itself, each from a page that was opened a minute ago.
local n = 0
local thread = string.format("%06d", math.random(0, 999999))
math.randomseed(os.time())
local stamps = {}
for line in io.lines(os.getenv("BENCH_STAMPS")) do stamps[#stamps + 1] = line end
request = function()
  n = n + 1
  local text = string.format("Eine+Bank+an+der+Ecke+%s-%d-%d", thread, n, math.random(1, 1e9))
  local body = "text=" .. text .. "&place=Kornweg&title=" .. text .. "&homepage=&stamp=" .. stamps[n % #stamps + 1]
  local headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Origin"] = "http://127.0.0.1:8397",
                    ["Host"] = "127.0.0.1:8397" }
  return wrk.format("POST", nil, headers, body)
end
