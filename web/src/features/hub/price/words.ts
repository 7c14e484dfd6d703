export const en = {
  title: 'Price books',
  lead: 'A price book is a list of prices beside the products’ own: retail, wholesale, a season. What a product costs by it stands on the product’s page.',
  add: 'Add a price book',
  none: 'None yet: every product has one price, its own.',
  name: 'Name',
  nameHint: 'For example: Wholesale',
  currency: 'Currency',
  rename: 'Rename',
  archive: 'Put away',
  unarchive: 'Take out again',
  archived: 'put away',
  save: 'Save',
}

export const vi: typeof en = {
  title: 'Bảng giá',
  lead: 'Bảng giá là danh sách giá bên cạnh giá riêng của sản phẩm: bán lẻ, bán sỉ, theo mùa. Giá của từng sản phẩm theo bảng giá nằm trên trang sản phẩm.',
  add: 'Thêm bảng giá',
  none: 'Chưa có: mỗi sản phẩm có một giá của nó.',
  name: 'Tên',
  nameHint: 'Ví dụ: Bán sỉ',
  currency: 'Loại tiền',
  rename: 'Đổi tên',
  archive: 'Cất đi',
  unarchive: 'Lấy ra lại',
  archived: 'đã cất',
  save: 'Lưu',
}
