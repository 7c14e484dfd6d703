/** What the URL holds: what came of connecting the account, as the house says it when Zalo sends the browser back. */
export const readSearch = (raw: Record<string, unknown>): { connected?: string } => (typeof raw.connected === 'string' ? { connected: raw.connected } : {})
