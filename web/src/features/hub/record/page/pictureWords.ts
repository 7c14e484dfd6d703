export const en = {
  pictures: 'Pictures',
  none: 'No picture yet. The shop shows a product by its pictures.',
  first: 'Shown first',
  send: 'Send pictures',
  about: 'JPEG, PNG or GIF. Each is drawn anew: turned right, made small, without what the camera wrote into it.',
  altHint: 'What is to be seen',
  alt: (n: number) => `What is to be seen on picture ${n}`,
  earlier: (n: number) => `Picture ${n} earlier`,
  later: (n: number) => `Picture ${n} later`,
  remove: (n: number) => `Remove picture ${n}`,
}

export const vi: typeof en = {
  pictures: 'Ảnh',
  none: 'Chưa có ảnh. Cửa hàng hiện sản phẩm bằng các ảnh ở đây.',
  first: 'Hiện đầu tiên',
  send: 'Gửi ảnh lên',
  about: 'JPEG, PNG hoặc GIF. Ảnh được vẽ lại: xoay đúng chiều, thu nhỏ, bỏ những gì máy ảnh ghi vào.',
  altHint: 'Trong ảnh có gì',
  alt: (n) => `Trong ảnh ${n} có gì`,
  earlier: (n) => `Đưa ảnh ${n} lên trước`,
  later: (n) => `Đưa ảnh ${n} ra sau`,
  remove: (n) => `Bỏ ảnh ${n}`,
}
