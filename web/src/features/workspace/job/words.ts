export const en = {
  title: 'Background work',
  about: 'Mail, reminders, imports and rules are done in the background. What failed again and again is laid aside here, so that somebody looks.',
  states: { dead: 'Laid aside', waiting: 'Waiting', running: 'Under way' },
  show: 'What is shown',
  none: 'Nothing was laid aside',
  noneAbout: 'All that was to be done has been done, or is being done.',
  noneWaiting: 'Nothing waits',
  kinds: {
    email: 'Mail', mailbox: 'Reading what comes back', 'message-heard': 'Who opened and clicked', 'bounces-forget': 'Forgetting old reports', reminder: 'Reminder', 'notice-mail': 'Mail of notices', morning: 'The day’s tasks', 'task-rules': 'Rules that make tasks', assignment: 'Assignment', reclaim: 'Taking back the untouched', backup: 'Backup', erase: 'Erasing somebody',
  } as Record<string, string>,
  attempts: (n: number) => (n === 1 ? 'tried once' : `tried ${n} times`),
  left: (at: string) => `since ${at}`,
  doubtful: 'Nobody knows whether it was done. Look before you try again: it may be done twice.',
  retry: 'Try again',
  remove: 'Remove',
  more: 'More',
}

export const vi: typeof en = {
  title: 'Việc chạy nền',
  about: 'Mail, nhắc việc, nhập dữ liệu và quy tắc chạy nền. Việc lỗi nhiều lần được gác lại ở đây để có người xem.',
  states: { dead: 'Gác lại', waiting: 'Đang chờ', running: 'Đang làm' },
  show: 'Đang xem',
  none: 'Không có gì bị gác lại',
  noneAbout: 'Mọi việc đã làm xong, hoặc đang được làm.',
  noneWaiting: 'Không có gì chờ',
  kinds: {
    email: 'Mail', mailbox: 'Đọc thư báo về', 'message-heard': 'Ai đã mở và bấm', 'bounces-forget': 'Bỏ báo cáo cũ', reminder: 'Nhắc việc', 'notice-mail': 'Gửi thông báo qua mail', morning: 'Việc trong ngày', 'task-rules': 'Quy tắc tạo việc', assignment: 'Phân công', reclaim: 'Thu hồi khách chưa ai liên hệ', backup: 'Sao lưu', erase: 'Xoá vĩnh viễn một người',
  },
  attempts: (n: number) => `đã thử ${n} lần`,
  left: (at: string) => `từ ${at}`,
  doubtful: 'Không rõ đã làm xong chưa. Hãy kiểm tra trước khi thử lại: có thể bị làm hai lần.',
  retry: 'Thử lại',
  remove: 'Bỏ',
  more: 'Thêm nữa',
}
