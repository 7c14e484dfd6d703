export const en = {
  event: 'Event',
  pickEvent: 'Which event',
  anotherEvent: (name: string) => `Another event: “${name}”`,
  choose: 'Choose',
  nothingToChoose: 'There is nothing to choose yet',
}

export const vi: typeof en = {
  event: 'Sự kiện',
  pickEvent: 'Sự kiện nào',
  anotherEvent: (name) => `Sự kiện khác: “${name}”`,
  choose: 'Chọn',
  nothingToChoose: 'Chưa có gì để chọn',
}
