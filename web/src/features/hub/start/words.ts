export const en = {
  title: 'The first hour',
  done: (n: number, of: number) => `${n} of ${of} done`,
  isDone: 'done',
  away: 'Put away',
  steps: {
    people: 'Bring in your people',
    colleague: 'Invite a colleague',
    field: 'Add a field of your own',
    view: 'Save a list you want every day',
    task: 'Set yourself a first task',
    tracking: 'Connect your site',
  },
  about: {
    people: 'From a CSV or Excel file. Or load the sample company, to look around first.',
    colleague: 'Marketing, sales and care see the same person here.',
    field: 'What your trade has to know: a size, a contract, a due date.',
    view: 'Filter the list of people, choose columns, and save it as a view.',
    task: 'A call, a visit, an answer you promised. It reminds you.',
    tracking: 'A script of a few kilobytes, or one call from your server.',
  },
}

export const vi: typeof en = {
  title: 'Giờ đầu tiên',
  done: (n, of) => `xong ${n} trên ${of}`,
  isDone: 'đã xong',
  away: 'Cất đi',
  steps: {
    people: 'Đưa khách hàng của bạn vào',
    colleague: 'Mời một đồng nghiệp',
    field: 'Thêm một trường của riêng bạn',
    view: 'Lưu danh sách bạn cần mỗi ngày',
    task: 'Đặt việc đầu tiên cho mình',
    tracking: 'Kết nối trang web',
  },
  about: {
    people: 'Từ tệp CSV hoặc Excel. Hoặc nạp công ty mẫu để xem thử trước.',
    colleague: 'Tiếp thị, bán hàng và chăm sóc cùng thấy một người ở đây.',
    field: 'Điều nghề của bạn cần biết: kích cỡ, hợp đồng, ngày đến hạn.',
    view: 'Lọc danh sách người, chọn cột rồi lưu thành bộ xem.',
    task: 'Một cuộc gọi, một lần ghé thăm, một lời đã hứa. Đến giờ sẽ được nhắc.',
    tracking: 'Một đoạn mã vài kilobyte, hoặc một lời gọi từ máy chủ.',
  },
}
