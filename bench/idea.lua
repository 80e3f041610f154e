-- A different idea every time, from the site itself.
local n = 0
local thread = string.format("%06d", math.random(0, 999999))
math.randomseed(os.time())
request = function()
  n = n + 1
  local text = string.format("Eine+Bank+an+der+Ecke+%s-%d-%d", thread, n, math.random(1, 1e9))
  local body = "text=" .. text .. "&place=Kornweg&title=" .. text
  local headers = { ["Content-Type"] = "application/x-www-form-urlencoded", ["Origin"] = "http://127.0.0.1:8397",
                    ["Host"] = "127.0.0.1:8397" }
  return wrk.format("POST", nil, headers, body)
end
