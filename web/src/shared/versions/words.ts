export const en = {
  version: (n: number) => `Version ${n}`, compare: 'Compare', restore: 'Take up again', against: 'Compared with', written: 'The draft',
  same: 'Both say the same.', is: { same: 'as before', new: 'new', gone: 'gone' },
  none: 'Nothing was published yet', publishFirst: 'Each time you publish, what visitors see is kept here as it was.',
}

export const vi: typeof en = {
  version: (n) => `Bản ${n}`, compare: 'So sánh', restore: 'Dùng lại', against: 'So với', written: 'Bản nháp',
  same: 'Hai bản giống hệt nhau.', is: { same: 'như cũ', new: 'mới', gone: 'đã bỏ' },
  none: 'Chưa phát hành gì', publishFirst: 'Mỗi lần phát hành, phần khách thấy được giữ lại đây nguyên như vậy.',
}
