export const en = {
  event: 'Event',
  pickEvent: 'Which event',
  choose: 'Choose',
  nothingToChoose: 'There is nothing to choose yet',
}

export const vi: typeof en = {
  event: 'Sự kiện',
  pickEvent: 'Sự kiện nào',
  choose: 'Chọn',
  nothingToChoose: 'Chưa có gì để chọn',
}
