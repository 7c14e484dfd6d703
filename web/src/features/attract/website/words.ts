export const en = {
  title: 'Website', about: 'One line on your pages tells this house what visitors look at and what they came by.', website: 'Website',
  noKey: 'Your pages need a key to send with. Everybody can read it; it can overwrite nothing.', makeKey: 'Make a key for the website', askKey: 'Ask an owner to make a write key for the website.',
  calls: 'Calls to action may come over these pages', callsHint: 'Banners, slide-ins and pop-ups, as they are written under Calls to action',
  key: 'Key', asks: 'Who asks visitors', ways: { banner: 'The banner that comes with the house', own: 'A banner of your own', implied: 'Nobody' },
  waysHint: { banner: 'In the words of the purpose Profiling, with two buttons of the same weight', own: 'It calls bd(\'consent\', \'given\') once somebody agreed', implied: 'Only where you need not ask; browsers that object are left out all the same' },
  line: 'Put this into every page, before </head>', copy: 'Copy', copied: 'Copied', hear: (what: string, at: string) => `We hear you: ${what}, ${at}`, silent: 'Nothing was heard yet. Open your page in another window; it shows here within seconds.',
  site: 'Pages of this house', siteAbout: 'What all pages and posts share.', siteTitle: 'Name of the site', domain: 'A name of its own', help: 'A name of the help centre’s own', helpHint: 'Lead it here in the same way; articles are then at its beginning. Their addresses in this house go on working.', domainHint: (url: string) => `Lead it here in DNS before you save: from then on all links to the site begin with it. With TLS by ACME its certificate comes with the first visitor. The site is at ${url}`,
  first: 'Language first', home: 'First page', homeHint: 'Empty: the blog', menu: 'Menu', blog: 'Posts', color: 'Colour', foot: 'At the bottom of each page', track: 'Visits are told by the key', trackHint: 'Empty: pages are only counted, without recognising anybody', save: 'Save', saved: 'Saved',
  staff: 'Leave yourself out', staffHint: 'On each browser of your own, open your page once with', forms: 'Put a form on your page',
}

export const vi: typeof en = {
  title: 'Trang web', about: 'Một dòng trên trang của bạn cho hệ thống biết khách xem gì và đến từ đâu.', website: 'Trang web',
  noKey: 'Trang của bạn cần một khóa để gửi. Ai cũng đọc được nó; nó không ghi đè được gì.', makeKey: 'Tạo khóa cho trang web', askKey: 'Hãy nhờ chủ hệ thống tạo một khóa ghi cho trang web.',
  calls: 'Lời kêu gọi có thể hiện trên các trang này', callsHint: 'Dải ngang, thẻ trượt vào và cửa sổ bật lên, như đã viết ở mục Lời kêu gọi',
  key: 'Khóa', asks: 'Ai hỏi khách', ways: { banner: 'Biểu ngữ có sẵn', own: 'Biểu ngữ của riêng bạn', implied: 'Không ai' },
  waysHint: { banner: 'Bằng lời của mục đích Phân tích hành vi, với hai nút ngang nhau', own: 'Nó gọi bd(\'consent\', \'given\') khi khách đồng ý', implied: 'Chỉ khi bạn không phải hỏi; trình duyệt từ chối vẫn được chừa ra' },
  line: 'Đặt dòng này vào mọi trang, trước </head>', copy: 'Chép', copied: 'Đã chép', hear: (what: string, at: string) => `Đã nghe thấy: ${what}, ${at}`, silent: 'Chưa nghe thấy gì. Hãy mở trang của bạn ở cửa sổ khác; kết quả hiện ở đây trong vài giây.',
  site: 'Trang của hệ thống này', siteAbout: 'Những gì mọi trang và bài viết dùng chung.', siteTitle: 'Tên trang web', domain: 'Tên miền riêng', help: 'Tên miền riêng của trung tâm trợ giúp', helpHint: 'Trỏ về đây như trên; bài viết khi đó nằm ngay ở trang đầu. Địa chỉ bài viết trong hệ thống này vẫn dùng được.', domainHint: (url: string) => `Hãy trỏ tên miền về đây trong DNS trước khi lưu: từ lúc lưu, mọi liên kết tới trang web bắt đầu bằng tên này. Nếu dùng TLS bằng ACME, chứng chỉ đến cùng lượt khách đầu tiên. Trang web ở ${url}`,
  first: 'Ngôn ngữ đầu tiên', home: 'Trang đầu', homeHint: 'Để trống: danh sách bài viết', menu: 'Trình đơn', blog: 'Bài viết', color: 'Màu', foot: 'Cuối mỗi trang', track: 'Lượt xem gửi bằng khóa', trackHint: 'Để trống: chỉ đếm lượt xem, không nhận ra ai', save: 'Lưu', saved: 'Đã lưu',
  staff: 'Chừa chính bạn ra', staffHint: 'Trên mỗi trình duyệt của bạn, mở trang một lần với', forms: 'Đặt biểu mẫu lên trang',
}
