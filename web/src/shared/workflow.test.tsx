// @vitest-environment jsdom
import { renderHook } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { WorkflowLine } from './client'
import { type Language, LanguageProvider } from './language'
import { useSayLine } from './workflow'

vi.mock('./format', () => ({ useFormat: () => ({ instant: (at: string) => `<${at}>`, number: (n: number) => String(n) }) }))
vi.mock('./queries', () => ({ useRecords: (name: string) => ({ data: name === 'segments' ? { segments: [{ id: 'seg_1', name: 'Khách quen' }] } : { purposes: [{ key: 'marketing', label: { vi: 'Tiếp thị', en: 'Marketing' } }] } }) }))
vi.mock('./record/field', () => ({ useFields: () => [{ key: 'birthday', kind: 'date', label: { vi: 'Ngày sinh', en: 'Birthday' } }, { key: 'score', kind: 'number', label: { vi: 'Điểm', en: 'Score' } }], inLanguage: (l: { vi: string; en: string } | undefined, language: Language) => l?.[language] ?? '' }))

const said = (language: Language, line: Partial<WorkflowLine> & Pick<WorkflowLine, 'kind'>) => {
  const { result } = renderHook(useSayLine, { wrapper: ({ children }) => <LanguageProvider initial={language}>{children}</LanguageProvider> })
  return result.current({ id: '1', at: '', node: 'n', data: { node: 'n', kind: line.kind as never }, ...line })
}
const data = (more: Partial<WorkflowLine['data']>): WorkflowLine['data'] => ({ node: 'n', kind: 'await', ...more })

test('what let somebody in is said by its name, not by its key', () => {
  expect(said('vi', { kind: 'enter', by: { id: 'subscribed', kind: 'segment_entered', segment: 'seg_1', name: 'Người đăng ký' } })).toBe('vào quy trình: Vào phân khúc “Người đăng ký”')
  expect(said('vi', { kind: 'enter', by: { id: 'lead', kind: 'event', event: 'Lead Captured' } })).toBe('vào quy trình: Để lại thông tin')
  expect(said('vi', { kind: 'enter', by: { id: 'happy', kind: 'event', event: 'Survey Answered', if: 'kind = nps and score >= 9' } })).toBe('vào quy trình: Trả lời khảo sát: loại là NPS và điểm chấm ít nhất 9')
  expect(said('en', { kind: 'enter', by: { id: 'own', kind: 'event', event: 'Order Completed', if: 'tier = "gold" or total > 500000 or not exists coupon' } })).toBe('entered: Order Completed: tier is gold or total more than 500000 or coupon is empty')
  const opened = { id: 'opened', kind: 'event', event: 'Email Opened', if: 'kind = human and class in (care, advertising)' } as const
  expect(said('vi', { kind: 'enter', by: opened })).toBe('vào quy trình: Mở e-mail: loại là người thật và loại tin là một trong chăm sóc, quảng cáo')
  expect(said('en', { kind: 'enter', by: opened })).toBe('entered: Email Opened: kind is a human and class of message is any of care, advertising')
  expect(said('vi', { kind: 'enter', by: { id: 'asleep', kind: 'stage', to: 'dormant' } })).toBe('vào quy trình: bất kỳ → Ngủ quên')
  expect(said('en', { kind: 'enter', by: { id: 'date', kind: 'date', field: 'birthday', shift: -7, hour: '09:00', yearly: true } })).toBe('entered: Birthday −7 days, 09:00, every year')
})

test('instants and events are those of who reads', () => {
  expect(said('vi', { kind: 'wait', data: data({ way: 'began', till: 1_764_000_000_000_000 }) })).toBe('chờ đến <2025-11-24T16:00:00.000Z>')
  expect(said('vi', { kind: 'await', data: data({ way: 'began', event: 'Email Opened', till: 1_764_000_000_000_000 }) })).toBe('chờ “Mở e-mail” đến <2025-11-24T16:00:00.000Z>')
  expect(said('vi', { kind: 'await', data: data({ way: 'heard', event: 'Email Opened' }) })).toBe('điều được chờ đã xảy ra: Mở e-mail')
})

test('ways, deeds and ends', () => {
  expect(said('en', { kind: 'split', data: data({ path: 1 }) })).toBe('chance chose the way 2')
  expect(said('en', { kind: 'branch', path: 'VIP', data: data({ path: 1 }) })).toBe('went the way “VIP”')
  expect(said('en', { kind: 'branch', data: data({ path: -1 }) })).toBe('no condition held')
  expect(said('vi', { kind: 'action', does: { vi: 'Tạo việc', en: 'Make a task' }, why: 'chưa có ai phụ trách' })).toBe('không làm: Tạo việc')
  expect(said('vi', { kind: 'end', outcome: 'stopped' })).toBe('bị dừng')
})

test('a way without a name is said by its condition, as the editor says it', () => {
  const way = (language: Language, where: string) => said(language, { kind: 'branch', where, data: data({ path: 0 }) })
  expect(way('vi', 'score >= 9')).toBe('đi theo nhánh “Điểm ít nhất 9”')
  expect(way('en', 'score >= 9')).toBe('went the way “Score at least 9”')
  expect(way('en', 'stage = customer and (never did("Order Completed", within 90d) or not exists birthday)')).toBe('went the way “Stage is Customer and (never did Order Completed in the last 90 days or Birthday is empty)”')
  expect(way('vi', 'did("Page Viewed") >= 3 or in segment "seg_1"')).toBe('đi theo nhánh “đã làm Xem trang ít nhất 3 lần hoặc thuộc “Khách quen””')
  expect(way('vi', 'consent.email.marketing = withdrawn')).toBe('đi theo nhánh “Đồng ý nhận Tiếp thị (E-mail): đã rút lại”')
  expect(way('vi', 'did("Survey Answered", within 2d, kind = nps and score <= 6) >= 1')).toBe('đi theo nhánh “đã làm Trả lời khảo sát trong 2 ngày qua (loại là NPS và điểm chấm nhiều nhất 6)”')
  expect(way('en', 'a == b')).toBe('went the way “a == b”')
})
