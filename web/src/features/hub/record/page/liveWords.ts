import { plural } from '../../../../shared/language'

export const en = {
  score: 'Score as a lead',
  noScore: 'No points yet',
  times: (n: number) => plural(n, { one: 'once', other: `${n} times` }),
  last: (day: string) => `last on ${day}`,
  faded: (fresh: string, days: string) => `${fresh} when fresh, half after each ${days}`,
  most: (n: string) => `at most ${n}`,
  rules: 'Rules',
  segments: 'Segments and lists',
  noSegments: 'In none whose members are kept',
  since: (day: string) => `since ${day}`,
  list: 'list',
  touches: 'How they came',
  first: 'First touch',
  code: 'Referral code',
  copied: 'Link copied',
  copy: 'Copy the link',
}

export const vi: typeof en = {
  score: 'Điểm tiềm năng',
  noScore: 'Chưa có điểm',
  times: (n) => `${n} lần`,
  last: (day) => `lần cuối ${day}`,
  faded: (fresh, days) => `lúc mới là ${fresh}, cứ ${days} còn một nửa`,
  most: (n) => `nhiều nhất ${n}`,
  rules: 'Quy tắc',
  segments: 'Phân khúc và danh sách',
  noSegments: 'Không thuộc phân khúc nào được cập nhật sẵn',
  since: (day) => `từ ${day}`,
  list: 'danh sách',
  touches: 'Đến từ đâu',
  first: 'Lần chạm đầu tiên',
  code: 'Mã giới thiệu',
  copied: 'Đã chép liên kết',
  copy: 'Chép liên kết',
}
