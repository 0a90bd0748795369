// What a page is there to send goes at once; without script a button says so.
const form = document.querySelector("form[data-now]");
if (form) form.submit();
