# Showing papers: one question a page.
show-why-title = لأي معاملة؟
show-why-words-title = لماذا؟
show-why-words = اكتبوه في بضع كلمات
show-why-words-hint = مثلا: ملفي في البلدية.
show-purpose-missing = اختاروا معاملة.
show-purpose-words-missing = اكتبوا بضع كلمات. سطر واحد على الأكثر.
show-leave = العودة إلى أوراقي
show-back = رجوع
show-what-title = أي أوراق تعرضون؟
show-what-hint = ضعوا علامة على الأوراق المفيدة فقط.
show-what-none = لا توجد أوراق بعد.
show-what-none-do = أضيفوا ورقة. ثم اعرضوها.
show-what-add = إضافة ورقة
show-undue = لا يحق لأحد طلبها منكم
show-undue-these = لا يحق لأحد أن يطلب منكم: { $papers }.
show-undue-do = هذا هو القانون لاستئجار سكن. يمكنكم الرجوع وتغيير اختياراتكم.
show-papers-missing = ضعوا علامة على ورقة واحدة على الأقل.
show-papers-many = هذا كثير. اعرضوا 40 ورقة على الأكثر.
show-papers-unanswered = إحدى هذه الأوراق أودعت لكم. قولوا أولا هل تحفظونها.
show-papers-gone = إحدى هذه الأوراق لم تعد موجودة. اختاروا من جديد.
show-who-title = على من تعرضون؟
show-who-name = اسم الشخص
show-who-name-hint = مثلا: Claire Morel.
show-who-structure = مؤسسته
show-who-structure-hint = مثلا: Association Le Porche. يمكنكم تركها فارغة.
show-who-missing = اكتبوا اسم الشخص. سطر واحد على الأكثر.
show-until-title = حتى متى؟
show-until-appointment = خلال هذا الموعد
show-until-day = اليوم
show-until-week = 7 أيام
show-until-date = حتى تاريخ تختارونه
show-until-date-hint = 30 يوما على الأكثر.
show-until-which = أي تاريخ؟
show-until-end = حتى { $end }
show-until-missing = اختاروا حتى متى.
show-until-refused = هذا غير ممكن. اختاروا تاريخا خلال 30 يوما.
show-how-title = ماذا يمكن لهذا الشخص أن يفعل؟
show-how-mode = يرى فقط أم يحتفظ؟
show-how-view = يرى فقط
show-how-view-hint = في النهاية لا يبقى معه شيء.
show-how-marked = يحتفظ بنسخة عليها اسمه
show-how-marked-hint = اسمه والتاريخ مكتوبان على النسخة. تبقى عنده، حتى بعد النهاية.
show-how-copy = يحتفظ بنسخة بدون علامة
show-how-copy-hint = هي ورقتكم كما هي. النسخة تبقى عنده، حتى بعد النهاية.
show-how-openings = كم مرة؟
show-how-often = كل المرات اللازمة
show-how-once = مرة واحدة فقط
show-how-once-hint = أول شخص يفتح الرابط يرى. بعد ذلك لا يعمل الرابط.
show-how-missing = اختاروا جوابا.
show-code-title = مع رمز يقال بالصوت؟
show-code-lead = الرمز يحمي الرابط. تقولونه بصوتكم.
show-code-no = بدون رمز
show-code-no-hint = الشخص أمامكم.
show-code-yes = مع رمز من 4 أرقام
show-code-yes-hint = ترسلون الرابط في رسالة.
show-agree-title = هل توافقون؟
show-agree-who = لمن؟
show-agree-what = ماذا؟
show-agree-why = لماذا؟
show-agree-span = لأي مدة؟
show-agree-how = كيف؟
show-agree-stop = يمكنكم الإيقاف في أي وقت.
show-agree-yes = أوافق
show-agree-no = لا، رجوع
show-span-appointment = لمدة ساعتين
show-span-week = لمدة 7 أيام
show-span-today = اليوم، حتى الساعة { $time }
show-span-date = حتى نهاية يوم { $date }
# The sentence of the agreement, kept word for word.
show-said = أعرض { $papers } على { $who } { $span }. الغرض: { $purpose }. { $mode ->
    [view] يمكن لهذا الشخص أن يرى، دون أن يحتفظ بشيء.
    [marked] يمكن لهذا الشخص أيضا أن يحتفظ بنسخة عليها اسمه.
   *[copy] يمكن لهذا الشخص أيضا أن يحتفظ بنسخة بدون علامة.
  } يمكن لأي شخص تصوير الشاشة.

# The link, once given.
show-given-title = جاهز.
show-given-scan = يمكن لـ { $who } مسح هذا المربع بالكاميرا.
show-given-or = أو يكتب هذا الشخص على حاسوب:
show-given-short = إعطاء رمز قصير
show-given-short-until = هذا الرمز القصير يعمل مرة واحدة، حتى الساعة { $time }.
show-given-spoken = رمز العرض، يقال بالصوت:
show-given-spoken-hint = لا تكتبوه في الرسالة.
show-given-sms = برسالة SMS
show-given-paper = على الورق
show-given-link = رؤية الرابط
show-given-new = تغيير الرابط أو الرمز
show-given-new-what = الرابط السابق لن يعمل بعد الآن. من ينظر يجب أن يفتح الرابط الجديد.
show-given-new-do = صنع رابط جديد
show-given-stop = إيقاف العرض
show-given-back = العودة إلى أوراقي
show-question = هل هذا { $name }؟
show-question-what = هذا الشخص يطلب رؤية أوراقكم على حاسوبه.
show-question-yes = نعم
show-question-no = لا

# What is shown now.
show-active-sees = يمكنه رؤية { $papers }.
show-active-opened = { $count ->
    [zero] لم يفتح بعد.
    [one] فتح مرة واحدة.
    [two] فتح مرتين.
    [few] فتح { $count } مرات.
    [many] فتح { $count } مرة.
   *[other] فتح { $count } مرة.
  }
show-active-spent = فتح. الرابط لا يعمل لغيره.
show-active-link = رؤية المربع
show-list-title = ما أعرضه
show-list-none = لا تعرضون شيئا.
show-list-none-safe = أوراقكم في أمان.
show-list-show = عرض
show-list-all = إيقاف كل شيء
show-list-all-hint = لن يرى أحد شيئا بعد الآن.

# The sheet to hand over.
show-sheet-for = إلى: <b>{ $who }</b>
show-sheet-until = ممكن حتى { $until }.

# What papers are shown for.
purpose-rsa = دخل التضامن (RSA)
purpose-apl = مساعدة السكن (APL)
purpose-logement_social = السكن الاجتماعي (logement social)
purpose-location_privee = استئجار سكن
purpose-dalo = الحق في السكن (DALO)
purpose-daho = الحق في الإيواء (DAHO)
purpose-domiciliation = العنوان البريدي (domiciliation)
purpose-ame = المساعدة الطبية من الدولة (AME)
purpose-c2s = التغطية الصحية (C2S)
purpose-titre_sejour_renouv = بطاقة الإقامة (titre de séjour)
purpose-cni_refaire = بطاقة هوية جديدة (carte d’identité)
purpose-ecole = المدرسة، الحضانة، المطعم المدرسي
purpose-mdph = الإعاقة (MDPH)
purpose-aide_juridictionnelle = مساعدة لدفع أجر المحامي (aide juridictionnelle)
purpose-surendettement = الديون (surendettement)
purpose-fsl = مساعدة للإيجار أو الطاقة (FSL)
purpose-compte_bancaire = فتح حساب في البنك
purpose-france_travail = البحث عن عمل (France Travail)
purpose-autre = شيء آخر
show-looked-often = فتحت هذه الأوراق مرات كثيرة اليوم. هي في أمان. حاولوا مرة أخرى غدا.
