import { plural } from '../language'

export const en = {
  undo: 'Undo',
  undone: (n: number) => plural(n, { one: 'Taken back.', other: `${n} taken back.` }),
  redo: 'Do it again',
  redone: 'Done again.',
  since: (n: number) => plural(n, { one: '1 value was changed since and stays as it is.', other: `${n} values were changed since and stay as they are.` }),
  restore: 'Take those back, too',
  keep: 'Leave them',
}

export const vi: typeof en = {
  undo: 'Hoàn tác',
  undone: (n: number) => (n === 1 ? 'Đã hoàn tác.' : `Đã hoàn tác ${n} mục.`),
  redo: 'Làm lại',
  redone: 'Đã làm lại.',
  since: (n: number) => `${n} giá trị đã được người khác sửa sau đó nên vẫn giữ nguyên.`,
  restore: 'Hoàn tác cả các giá trị đó',
  keep: 'Giữ nguyên',
}
