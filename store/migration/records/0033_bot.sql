-- why: the chatbot and its flows.
SELECT 1;
