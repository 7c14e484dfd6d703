import { plural } from '../language'

export const en = {
  undo: 'Undo',
  undone: (n: number) => `Taken back for ${n} ${plural(n, { one: 'record', other: 'records' })}.`,
  since: (n: number) => plural(n, { one: '1 value was changed since and stays as it is.', other: `${n} values were changed since and stay as they are.` }),
  restore: 'Take those back, too',
  keep: 'Leave them',
}

export const vi: typeof en = {
  undo: 'Hoàn tác',
  undone: (n: number) => `Đã hoàn tác cho ${n} hồ sơ.`,
  since: (n: number) => `${n} giá trị đã được người khác sửa sau đó nên vẫn giữ nguyên.`,
  restore: 'Hoàn tác cả các giá trị đó',
  keep: 'Giữ nguyên',
}
