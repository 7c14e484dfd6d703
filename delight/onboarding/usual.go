package onboarding

// Usual is a plan that works on the day a house is opened: a call, a first session, first use, a check two weeks later. Whoever
// uses it puts their own words in place.
func Usual() Definition {
	return Definition{For: ByHand, Stall: 5,
		Welcome: Label{Vi: "Cảm ơn bạn đã tin chọn chúng tôi. Đây là những bước để bạn dùng được thứ mình đã mua: phần của chúng tôi và phần của bạn.",
			En: "Thank you for choosing us. These are the steps until what you bought works for you: ours, and yours."},
		Steps: []Step{
			{Key: "welcome_call", Side: Us, Owner: Care, Days: 1, Needs: []string{}, Label: Label{Vi: "Gọi chào và xác nhận điều đã hứa", En: "Call to welcome, and confirm what was promised"},
				Help: Label{Vi: "Chúng tôi gọi cho bạn để làm quen và nghe bạn mong điều gì nhất.", En: "We call you to get to know you, and to hear what matters most to you."}},
			{Key: "details", Side: Customer, Owner: Care, Days: 3, Needs: []string{}, Label: Label{Vi: "Xem lại thông tin của bạn", En: "Check your details"},
				Help: Label{Vi: "Tên, địa chỉ và số điện thoại có đúng không? Nếu chưa, hãy báo cho chúng tôi.", En: "Are your name, address and telephone number right? If not, tell us."}},
			{Key: "first_session", Side: Us, Owner: Care, Days: 3, After: "welcome_call", Needs: []string{"welcome_call"}, Label: Label{Vi: "Buổi hướng dẫn đầu tiên", En: "First session together"},
				Help: Label{Vi: "Chúng tôi cùng bạn làm lần đầu, từ đầu đến cuối.", En: "We do it together for the first time, from beginning to end."}},
			{Key: "first_use", Side: Customer, Owner: Care, Days: 5, After: "first_session", Needs: []string{"first_session"}, Event: "Product Used", Label: Label{Vi: "Tự dùng lần đầu", En: "Use it by yourself"},
				Help: Label{Vi: "Bạn tự làm một lần. Vướng chỗ nào, hãy hỏi chúng tôi.", En: "Do it once by yourself. Wherever you get stuck, ask us."}},
			{Key: "check_in", Side: Us, Owner: Care, Days: 10, After: "first_session", Needs: []string{"first_use"}, Label: Label{Vi: "Hỏi thăm sau hai tuần", En: "Ask how it goes after two weeks"},
				Help: Label{Vi: "Chúng tôi gọi hỏi mọi việc có suôn sẻ không.", En: "We call to ask whether all goes well."}},
		}}
}
