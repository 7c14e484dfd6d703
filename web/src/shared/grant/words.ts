export const en = {
  signIn: 'Signing in', signIns: { password: 'By password', oauth: 'By OAuth (Google, Microsoft)' }, oauthAbout: 'Register a client at the mail provider, sign in there once as this mailbox, and write here what it gave.',
  tokenURL: 'Address of the server of tokens', clientID: 'Client id', clientSecret: 'Client secret', refreshToken: 'Refresh token', scope: 'Scope', secretKept: 'Left empty, it stays as it is. It cannot be shown.', secretSealed: 'It is kept sealed, and cannot be shown again.',
}

export const vi: typeof en = {
  signIn: 'Cách đăng nhập', signIns: { password: 'Bằng mật khẩu', oauth: 'Bằng OAuth (Google, Microsoft)' }, oauthAbout: 'Đăng ký một ứng dụng ở nhà cung cấp thư, đăng nhập ở đó một lần bằng hộp thư này, rồi ghi vào đây những gì được cấp.',
  tokenURL: 'Địa chỉ máy chủ cấp mã truy cập', clientID: 'Mã ứng dụng', clientSecret: 'Khóa bí mật của ứng dụng', refreshToken: 'Mã làm mới', scope: 'Phạm vi', secretKept: 'Để trống thì giữ nguyên; không xem lại được.', secretSealed: 'Được niêm phong, không xem lại được.',
}
