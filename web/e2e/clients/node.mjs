// Sends calls of every kind with the unmodified Node client, and prints the ids under which it sent them.
// Usage: node node.mjs '{"host":"http://127.0.0.1:8080","key":"wk_…","tracks":40}'
import { Analytics } from '@segment/analytics-node'

const { host, key, tracks } = JSON.parse(process.argv[2])
const analytics = new Analytics({ writeKey: key, host, path: '/v1/batch', flushAt: 7, flushInterval: 50, maxRetries: 20 })
analytics.on('error', (error) => console.error(error))

const ids = []
const send = (kind, call) =>
  new Promise((sent, failed) =>
    analytics[kind](call, (error, context) => {
      if (error) return failed(error)
      ids.push(context.event.messageId)
      sent()
    }),
  )

const userId = 'node-1'
const calls = [
  send('identify', { userId, traits: { name: 'Nguyễn Văn Nốt', email: 'not@example.vn' } }),
  send('page', { userId, name: 'Trang chủ', properties: { url: 'https://suongmai.vn/' } }),
  send('screen', { userId, name: 'Giỏ hàng' }),
  send('group', { userId, groupId: 'suong-mai', traits: { plan: 'pro' } }),
  send('alias', { userId, previousId: 'node-before' }),
]
for (let i = 0; i < tracks; i++) {
  calls.push(send('track', { userId, event: 'Order Completed', properties: { order_id: `n-${i}`, revenue: 1000, currency: 'VND' } }))
}
await Promise.all(calls)
await analytics.closeAndFlush()
console.log(JSON.stringify(ids))
