# What a person has verified, and what certifies it.

papers-check = التحقق من أن هذه الورقة لم تتغير
papers-checked-title = الورقة لم تتغير
papers-checked = شهادة تحقق
papers-checked-says = أعاد Abri قراءة الورقة كلها. هي كما كانت عند وصولها.
papers-certificate-who = من قام بذلك
papers-certificate-you = أنتم
papers-certificate-abri = Abri، بعد الإزالة

journal-paper-checked = { $titled ->
    [0] تحققتم من ورقة. لم تتغير.
   *[1] تحققتم من «{ $title }». لم تتغير.
  }
journal-taken = حفظتم هذه القائمة في مكان آخر.
journal-may-miss = قد تنقص أسطر من هذه القائمة أيضا. العلامة التي سجلتموها تدل على ذلك.
journal-proof = رؤية الشهادة
