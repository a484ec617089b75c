-- Health of an OrderAppRelease for Argo CD: see docs/gitops.md. Argo CD sets `obj`.
local health = { status = "Progressing", message = "waiting for the operator" }
local status = obj.status

if status == nil or status.phase == nil or status.observedGeneration ~= obj.metadata.generation then
  return health
end

local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local function is(type, value)
  return conditions[type] ~= nil and conditions[type].status == value
end

local function message(type)
  return conditions[type] ~= nil and conditions[type].message or status.phase
end

if is("Resolved", "False") then
  health.status, health.message = "Degraded", message("Resolved")
elseif is("Settled", "False") and conditions.Settled.reason == "Frozen" then
  health.status, health.message = "Suspended", message("Settled")
elseif is("Settled", "False") and conditions.Settled.reason == "Queued" then
  health.message = message("Settled")
elseif status.phase == "RolledBack" then
  health.status = "Degraded"
  health.message = status.failed ~= nil and status.failed.message or "the last version was taken back"
elseif status.phase == "Stable" and is("Available", "False") then
  health.status, health.message = "Degraded", message("Available")
elseif is("Paused", "True") and status.phase ~= "Stable" then
  health.status, health.message = "Suspended", message("Paused")
elseif status.phase == "Stable" then
  health.status, health.message = "Healthy", message("Available")
else
  health.message = message("Progressing")
end
return health
