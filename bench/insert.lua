local n = 0
math.randomseed(os.time())
request = function()
  n = n + 1
  local body = string.format("secret_hash=%d-%d-%d", n, math.random(1, 1e9), math.random(1, 1e9))
  return wrk.format("POST", nil, { ["Content-Type"] = "application/x-www-form-urlencoded" }, body)
end
