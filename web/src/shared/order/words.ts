export const en = {
  line: (n: number) => `Line ${n}`, remove: (n: number) => `Remove line ${n}`, product: 'Product', what: 'What', quantity: 'Quantity', price: 'Price', discount: 'Discount', taxRate: 'Tax %',
  add: 'Add a line', tax: 'Tax', net: 'Before tax', total: 'Total', whole: 'Discount on all', tooMuch: 'The discount is more than this comes to.', incomplete: 'Every line needs a name and a quantity.',
}

export const vi: typeof en = {
  line: (n: number) => `Dòng ${n}`, remove: (n: number) => `Bỏ dòng ${n}`, product: 'Sản phẩm', what: 'Nội dung', quantity: 'Số lượng', price: 'Đơn giá', discount: 'Giảm giá', taxRate: 'Thuế %',
  add: 'Thêm dòng', tax: 'Thuế', net: 'Trước thuế', total: 'Tổng cộng', whole: 'Giảm trên tổng', tooMuch: 'Giảm giá nhiều hơn số tiền.', incomplete: 'Mỗi dòng cần tên và số lượng.',
}
