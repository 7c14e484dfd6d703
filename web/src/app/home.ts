/** Whoever works in one of these as well sees the whole house first. */
const elsewhere = ['deals:update', 'tickets:update', 'workspace:write']

/** Where somebody begins who signed in without an address in mind: who works in marketing alone on the overview of Attract, others on the wheel. */
export const homeOf = (permissions: string[]) =>
  permissions.includes('campaigns:write') && !elsewhere.some((p) => permissions.includes(p)) ? '/attract' : '/'
