import { expect, test } from 'vitest'
import * as refusal from '../../../../shared/refusal'
import * as propertyWords from '../../../../shared/property'
import { said } from './said'

const f = { days: (d: number) => `${d * 24} giờ`, number: (n: number | null) => String(n), instant: (at: string) => `<${at}>` }
const line = (properties: Record<string, unknown>) => said(Object.entries(properties), propertyWords.vi, f as never, { ...refusal.vi, reasons: { ...refusal.vi.reasons, night: 'ban đêm' } }).join(' · ')

test('codes of the house are told in words, ids and what programs alone read are not told', () => {
  expect(line({ clock: 'first', kind: 'question', minutes: 240, policy: 'usual', team: 'care', ticket: 'T12' })).toBe('trả lời đầu · câu hỏi · 4 giờ')
  expect(line({ pending: false, points: 51, rule: 'purchase' })).toBe('51 điểm')
  expect(line({ channel: 'hand', kind: 'problem', priority: 'urgent' })).toBe('ghi tay · sự cố · gấp')
  expect(line({ channel: 'chat', conversation: 'cnv_02CBQYSERHFTD', text: 'Chào shop' })).toBe('Chat · Chào shop')
  expect(line({ left: 0, order: 'ord_02CBQYSERHFTD', order_id: 'DH-000018', state: 'over', way: 'transfer' })).toBe('DH-000018 · trả thừa · chuyển khoản')
  expect(line({ channel: 'email', class: 'advertising', message: 'out_02CBQYSERHFTD' })).toBe('E-mail · quảng cáo')
  expect(line({ kind: 'của riêng công ty', reason: 'night' })).toBe('của riêng công ty · ban đêm')
  expect(line({ channel: 'email', reason: 'no-such-user', verdict: 'hard' })).toBe('E-mail · địa chỉ không tồn tại')
  expect(line({ channel: 'sms', reason: 'undeliv 001' })).toBe('SMS · nhà mạng không chuyển được (001)')
  expect(line({ reason: 'night', article: 'Decree 91/2020/NĐ-CP, art. 13' })).toBe('ban đêm · Nghị định 91/2020/NĐ-CP, điều 13')
  expect(line({ reason: 'night', until: '2026-11-27T00:00:00Z', channel: 'sms', class: 'advertising', message: 'out_02CBQYSERHFTD' })).toBe('ban đêm · đến <2026-11-27T00:00:00Z> · SMS · quảng cáo')
})

test('of a form, a page and consent its name is told, not from where it came', () => {
  expect(line({ address: '127.0.0.1', chon: 'a', device: 'Mozilla/5.0', form_key: 'uu-dai', form_name: 'Ưu đãi Tết', url: 'https://a.example/' })).toBe('Ưu đãi Tết')
  expect(line({ path: '/gia', search: '?utm_source=zalo', title: '', url: 'https://a.example/gia?utm_source=zalo' })).toBe('/gia')
  expect(line({ hash: '9f86d081', how: 'banner', purpose: 'profiling', version: '1' })).toBe('phân tích hành vi')
})
