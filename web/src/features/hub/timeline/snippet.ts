// How to send a first event, in the languages people paste from. `origin` is where this page came from.

export const languages = ['curl', 'browser', 'node', 'go'] as const
export type Language = (typeof languages)[number]

export function snippet(language: Language, origin: string, writeKey: string): string {
  return write[language](origin, writeKey)
}

const write: Record<Language, (origin: string, key: string) => string> = {
  curl: (origin, key) => `curl ${origin}/v1/track -u ${key}: \\
  -H 'Content-Type: application/json' \\
  -d '{"userId": "KH-001", "event": "Order Completed",
       "properties": {"order_id": "DH-1001", "revenue": 250000, "currency": "VND"}}'`,

  browser: (origin, key) => `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${origin}' },
  { integrations: { 'Segment.io': { apiHost: '${host(origin)}/v1', protocol: '${protocol(origin)}' } } },
)
analytics.page()`,

  node: (origin, key) => `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${origin}', path: '/v1/batch' })
analytics.track({
  userId: 'KH-001', event: 'Order Completed',
  properties: { order_id: 'DH-1001', revenue: 250000, currency: 'VND' },
})
await analytics.closeAndFlush()`,

  go: (origin, key) => `client, err := analytics.NewWithConfig("${key}", analytics.Config{Endpoint: "${origin}"})
if err != nil {
	return err
}
defer client.Close()
return client.Enqueue(analytics.Track{
	UserId: "KH-001", Event: "Order Completed",
	Properties: analytics.NewProperties().SetOrderId("DH-1001").SetRevenue(250000).SetCurrency("VND"),
})`,
}

const host = (origin: string) => origin.replace(/^https?:\/\//, '')
const protocol = (origin: string) => (origin.startsWith('https:') ? 'https' : 'http')
